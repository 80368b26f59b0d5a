package dev.parlando.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GovernorSettingsTest {
    private static final GovernorSettings DEFAULT = GovernorSettings.DEFAULT;
    private static final Duration MORE_THAN_A_DAY = Duration.ofDays(1).plusNanos(1);

    @Test
    void rejectsValueWhereItIsPassed() {
        assertRejected("initialLimit must be 1 to 10000: 0", () -> DEFAULT.withInitialLimit(0));
        assertRejected("initialLimit", () -> DEFAULT.withInitialLimit(10_001));
        assertRejected("maxLimit", () -> DEFAULT.withMaxLimit(0));
        assertRejected("maxLimit", () -> DEFAULT.withMaxLimit(10_001));
        assertRejected("maxQueued", () -> DEFAULT.withMaxQueued(-1));
        assertRejected("maxQueued", () -> DEFAULT.withMaxQueued(1_000_001));
        assertRejected("maxWait", () -> DEFAULT.withMaxWait(Duration.ofNanos(-1)));
        assertRejected("maxWait", () -> DEFAULT.withMaxWait(MORE_THAN_A_DAY));
        assertRejected("alertAfter", () -> DEFAULT.withAlertAfter(Duration.ofNanos(-1)));
        assertRejected("alertAfter", () -> DEFAULT.withAlertAfter(MORE_THAN_A_DAY));
    }

    @Test
    void acceptsRangeBoundaries() {
        GovernorSettings settings = DEFAULT.withInitialLimit(1)
                .withMaxLimit(10_000)
                .withMaxQueued(0)
                .withMaxWait(Duration.ZERO);
        assertThat(settings.withAlertAfter(Duration.ofDays(1)).alertAfter()).isEqualTo(Duration.ofDays(1));
    }

    private static void assertRejected(String message, ThrowingCallable made) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
