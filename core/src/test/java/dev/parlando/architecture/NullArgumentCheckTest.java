package dev.parlando.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NullArgumentCheckTest {
    /** A class with one member of each kind. */
    public static final class Members {
        public Members(String first, @Nullable String second, String third) {
            Objects.requireNonNull(first, "first");
        }

        public static void checkedStatic(String value) {
            Objects.requireNonNull(value, "value");
        }

        public static void uncheckedStatic(String value) {}

        public void checked(@Nullable String optional, int number, String value) {
            Objects.requireNonNull(value, "value");
        }

        public void unchecked(String value) {}

        public void otherError(String value) {
            if (!"expected".equals(value)) {
                throw new IllegalArgumentException(value);
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Members;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** An interface that users implement. */
    public interface Listener {
        void onEvent(String event);
    }

    private final NullArgumentCheck check = new NullArgumentCheck();

    @Test
    void reportsMembersThatAcceptNull() {
        assertThat(check.samples(new Members("", "", "")).findings(List.of(Members.class)))
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("Members(", "index 2"))
                .anySatisfy(line -> assertThat(line).contains(".uncheckedStatic("))
                .anySatisfy(line -> assertThat(line).contains(".unchecked("))
                .anySatisfy(line -> assertThat(line).contains(".otherError("));
    }

    @Test
    void reportsMethodsWithoutSample() {
        assertThat(check.findings(List.of(Listener.class))).singleElement().satisfies(line -> assertThat(line)
                .contains("onEvent", "no sample of " + Listener.class.getName()));
    }

    @Test
    void leavesOutExemptTypes() {
        assertThat(check.exempt(Listener.class).findings(List.of(Listener.class)))
                .isEmpty();
    }

    @Test
    void reportsNeedlessExemptions() {
        assertThat(check.exempt(Listener.class, Runnable.class).findings(List.of(Listener.class, Runnable.class)))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("Runnable needs no exemption"));
    }
}
