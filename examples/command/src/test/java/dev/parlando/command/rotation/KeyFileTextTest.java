package dev.parlando.command.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a key file is parsed and changed consistently with the engine's provider. */
class KeyFileTextTest {
    private static final ApiKey FRESH = ApiKey.of("sk_fresh");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_old",
                "\n# from the secret store\n\tsk_old  \n",
                "ELEVENLABS_API_KEY=sk_old",
                "export ELEVENLABS_API_KEY = \"sk_old\" \r\nexport OTHER='a b'\r\n",
                "ELEVENLABS_API_KEY=sk_lost\nELEVENLABS_API_KEY=sk_old\n",
                "ELEVENLABS_API_KEY=sk_lost\nELEVENLABS_API_KEY_PRIMARY=sk_old\n",
                "ELEVENLABS_API_KEY_PRIMARY='sk_old'\nELEVENLABS_API_KEY_SECONDARY=\nELEVENLABS_KEY_ACTIVE=Primary",
                "ELEVENLABS_API_KEY_SECONDARY=sk_old\nELEVENLABS_KEY_ACTIVE=\"secondary\"\n",
                "ELEVENLABS_API_KEY_SECONDARY=sk_other\nELEVENLABS_API_KEY_PRIMARY=sk_old",
                "ELEVENLABS_API_KEY_SECONDARY=sk_old\nELEVENLABS_API_KEY_PRIMARY=sk_old\n",
                "  export  ELEVENLABS_API_KEY_PRIMARY=sk_old\n\n# caf\u00e9\nELEVENLABS_BASE_URL=http://localhost",
            })
    void keepsKeyReadableThroughRotation(String before) throws IOException {
        KeyFileText text = KeyFileText.parse(before);
        assertThat(text.active().reveal())
                .isEqualTo("sk_old")
                .isEqualTo(read(before).active().reveal());

        KeyFileText with = text.withActiveKey(FRESH);
        ApiKeys during = read(with.reveal());
        assertThat(during.active().reveal())
                .isEqualTo("sk_fresh")
                .isEqualTo(with.active().reveal());

        KeyFileText after = with.withoutStandby(ApiKey.of("sk_old").fingerprint());
        ApiKeys found = read(after.reveal());
        assertThat(found.active().reveal()).isEqualTo("sk_fresh");
        assertThat(found.standby() == null ? "" : found.standby().reveal())
                .isEqualTo(before.contains("sk_other") ? "sk_other" : "");
        assertThat(after.reveal()).doesNotContain("sk_old");
        before.lines()
                .filter(line -> !line.contains("KEY") && !line.contains("sk_"))
                .forEach(line -> assertThat(after.reveal().lines()).contains(line));
    }

    private ApiKeys read(String text) throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, text);
        return ApiKeyProvider.file(file).keys();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "sk_one\nsk_two\n",
                "a key with blanks",
                "ELEVENLABS_API_KEY=",
                "ELEVENLABS_API_KEY=a b",
                "ELEVENLABS_BASE_URL=http://localhost",
                "ELEVENLABS_API_KEY_SECONDARY=sk_a\n",
                "ELEVENLABS_API_KEY_PRIMARY=sk_a\nELEVENLABS_KEY_ACTIVE=sk_b\n",
            })
    void rejectsFilesUnusableByProvider(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> KeyFileText.parse(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("--file: it ")
                .hasMessageNotContaining("sk_");
    }

    @Test
    void hidesKeyInToString() {
        assertThat(KeyFileText.parse("sk_old"))
                .hasToString("KeyText[" + ApiKey.of("sk_old").fingerprint() + "]");
    }

    @Test
    void matchesHintWithCharactersInOrder() {
        ApiKey key = ApiKey.of("sk_0123456789abcdef");
        assertThat(KeyHintMatcher.matches("...cdef", key)).isTrue();
        assertThat(KeyHintMatcher.matches("sk_01…ef", key)).isTrue();
        assertThat(KeyHintMatcher.matches("****", key)).isTrue();
        assertThat(KeyHintMatcher.matches(null, key)).isTrue();
        assertThat(KeyHintMatcher.matches("...cdee", key)).isFalse();
        assertThat(KeyHintMatcher.matches("ef...01", key)).isFalse();
    }
}
