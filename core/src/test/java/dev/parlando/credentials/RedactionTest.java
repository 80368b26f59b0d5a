package dev.parlando.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef";
    private static final String[] WAYS = {
        "xi-api-key: %s",
        "XI-API-KEY: %s",
        "xi-api-key=%s, accept=*/*",
        "{xi-api-key=[%s]}",
        "DefaultHttp2Headers[:path: /v1, xi-api-key: %s, accept: */*]",
        "{\"xi-api-key\":\"%s\",\"key_id\":\"k1\"}",
        "{\"xi_api_key\" : \"%s\"}",
        "curl -H 'xi-api-key: %s' https://example.org",
        "ELEVENLABS_API_KEY=%s",
        "export ELEVENLABS_API_KEY_SECONDARY=\"%s\"",
        "GET wss://host/v1?single_use_token=%s&model_id=m",
        "{\"token\":\"%s\"}",
        "authorization: Bearer %s",
        "Proxy-Authorization=Basic %s"
    };

    static String[] ways() {
        return WAYS;
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("ways")
    void redactsSecretByPrecedingName(String way) {
        String clean = Redaction.BY_CONTEXT.apply(way.formatted(HEX));
        assertThat(clean).isEqualTo(way.formatted("[redacted]"));
        assertThat(Redaction.BY_CONTEXT.apply(clean)).as("once more").isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_0123456789abcdef", "sutkn_abcdefgh", "sk_5ecret-x_y"})
    void redactsSecretByPrefix(String secret) {
        assertThat(Redaction.BY_CONTEXT.apply("why (" + secret + ")?"))
                .isEqualTo("why (" + secret.substring(0, secret.indexOf('_') + 1) + "[redacted])?");
    }

    @Test
    void redactsGivenKeysAnywhere() {
        Redaction redaction = Redaction.of(ApiKey.of(HEX), ApiKey.of("other-key"));
        assertThat(redaction.apply(HEX + "/other-key/x")).isEqualTo("[redacted]/[redacted]/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request f791" + HEX,
                "task_force disk_usage",
                "the token was refused",
                "x-trace-id: " + HEX,
                "see parlando keys"
            })
    void keepsTextWithoutSecrets(String text) {
        assertThat(Redaction.BY_CONTEXT.apply(text)).isEqualTo(text);
    }

    @Property(tries = 200)
    void redactsKeyInArbitraryText(@ForAll String before, @ForAll String after) {
        assertThat(Redaction.of(ApiKey.of(HEX)).apply(before + HEX + after)).doesNotContain(HEX);
    }

    @Test
    void redactsFormattedMessagesAndStackTraces() {
        Formatter formatter = Redaction.BY_CONTEXT.of(new SimpleFormatter());
        LogRecord entry = new LogRecord(Level.INFO, "sent {0}");
        entry.setParameters(new Object[] {"xi-api-key: " + HEX});
        Exception cause = new Exception("refused xi-api-key=" + HEX);
        entry.setThrown(cause);
        assertThat(formatter.format(entry))
                .contains("sent xi-api-key: [redacted]", "refused xi-api-key=[redacted]")
                .doesNotContain(HEX);
    }
}
