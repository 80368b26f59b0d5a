package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.credentials.ApiKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ErrorRedactionTest {
    private static final ApiKey KEY = ApiKey.of("0123456789abcdef0123456789abcdef");

    private static ErrorRedaction speaking(String json) {
        return ErrorRedaction.ofSpeech(KEY, json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void removesKeyAndSpokenText() {
        ErrorRedaction redaction = speaking("{\"text\":\"Good \\\"old\\\" morning\",\"model_id\":\"m\"}");
        assertThat(redaction.apply("no 'Good \"old\" morning' with " + KEY.reveal() + " or sk_abcdefgh"))
                .isEqualTo("no '[text]' with [redacted] or sk_[redacted]");
    }

    @Test
    void removesSpokenTextThatIsCutOff() {
        ErrorRedaction redaction = speaking("{\"text\":\"Good old morning\"}");
        assertThat(redaction.apply("no 'Good old")).isEqualTo("no '[text]");
        assertThat(redaction.apply("no 'Good o")).isEqualTo("no 'Good o");
    }

    @Test
    void keepsWordsThatEqualShortText() {
        assertThat(speaking("{\"text\":\"No\"}").apply("No such voice")).isEqualTo("No such voice");
    }

    @Test
    void appliesWithoutKeyAndWithoutText() {
        assertThat(ErrorRedaction.BY_CONTEXT.apply("sutkn_abcdefgh failed")).isEqualTo("sutkn_[redacted] failed");
        assertThat(speaking("{}").apply("plain")).isEqualTo("plain");
    }
}
