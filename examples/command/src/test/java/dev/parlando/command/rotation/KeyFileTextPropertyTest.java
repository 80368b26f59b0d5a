package dev.parlando.command.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Checks that the engine's provider reads exactly the key that was written to a key file. */
class KeyFileTextPropertyTest {
    private static final ApiKey FIRST = ApiKey.of("sk_5ecret_first");
    private static final ApiKey SECOND = ApiKey.of("sk_5ecret_second");
    private static final ApiKey THIRD = ApiKey.of("sk_5ecret_third");

    @Test
    void reusesEmptiedVariableForKey() {
        KeyFileText text = KeyFileText.parse("ELEVENLABS_API_KEY_PRIMARY=" + FIRST.reveal() + "\n")
                .withActiveKey(SECOND)
                .withoutStandby(FIRST.fingerprint())
                .withActiveKey(THIRD);
        assertThat(text.reveal())
                .isEqualTo("ELEVENLABS_API_KEY_PRIMARY=" + THIRD.reveal()
                        + "\nELEVENLABS_KEY_ACTIVE=primary\nELEVENLABS_API_KEY_SECONDARY=" + SECOND.reveal() + "\n");
    }

    @Property(tries = 300)
    void writesKeyReadByProvider(@ForAll("files") String file) throws IOException {
        KeyFileText text = KeyFileText.parse(file);
        ApiKey before = FIRST;
        assertProviderReads(text, before);
        for (ApiKey next : new ApiKey[] {SECOND, THIRD, FIRST, THIRD}) {
            text = text.withActiveKey(next);
            assertProviderReads(text, next);
            text = text.withoutStandby(before.fingerprint());
            assertProviderReads(text, next);
            before = next;
        }
    }

    private static void assertProviderReads(KeyFileText text, ApiKey expected) throws IOException {
        assertThat(text.active().isSameAs(expected)).isTrue();
        Path file = Files.createTempFile("keys-", "");
        try {
            Files.writeString(file, text.reveal());
            assertThat(ApiKeyProvider.file(file).keys().active().isSameAs(expected))
                    .as("what the provider reads")
                    .isTrue();
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> export = Arbitraries.of("", "export ", "  ");
        Arbitrary<String> quote = Arbitraries.of("", "\"", "'");
        Arbitrary<String> equals = Arbitraries.of("=", " = ");
        Arbitrary<String> lineBreak = Arbitraries.of("\n", "\r\n");
        Arbitrary<String> last = Arbitraries.of("", "\n", "\r\n", "\n# end", "\nOTHER=1\n", "\n\n");
        Arbitrary<Integer> form = Arbitraries.integers().between(0, 4);
        return net.jqwik.api.Combinators.combine(export, quote, equals, lineBreak, last, form)
                .as((exported, quoted, assigned, broken, end, which) -> {
                    String value = assigned + quoted + FIRST.reveal() + quoted;
                    String other = assigned + quoted + quoted;
                    String text =
                            switch (which) {
                                case 0 -> FIRST.reveal();
                                case 1 -> exported + "ELEVENLABS_API_KEY" + value;
                                case 2 -> exported + "ELEVENLABS_API_KEY_PRIMARY" + value;
                                case 3 ->
                                    exported + "ELEVENLABS_API_KEY_PRIMARY" + value + broken
                                            + "ELEVENLABS_API_KEY_SECONDARY" + other;
                                default ->
                                    "# keys" + broken + "ELEVENLABS_KEY_ACTIVE=secondary" + broken + exported
                                            + "ELEVENLABS_API_KEY_PRIMARY" + other + broken
                                            + "ELEVENLABS_API_KEY_SECONDARY" + value;
                            };
                    return text + (which == 0 && end.contains("OTHER") ? "\n" : end);
                });
    }
}
