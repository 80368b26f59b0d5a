package dev.parlando.offline.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonBody;
import dev.parlando.offline.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRulesParserTest {
    private static final String LIMITED =
            """
            {"name":"tts","permissions":["text_to_speech","voices_read"],"character_limit":500,
             "allowed_ips":["203.0.113.0/24","::1"],"third_party_disable_allowed":false}""";

    @Test
    void readsAllRulesOfNewKey() {
        KeyRules rules = create(LIMITED);
        assertThat(rules.name()).isEqualTo("tts");
        assertThat(rules.permissions()).containsExactly("text_to_speech", "voices_read");
        assertThat(rules.characterLimit()).isEqualTo(500);
        assertThat(rules.allowedIps()).hasToString("[203.0.113.0/24, ::1/128]");
        assertThat(rules.thirdPartyDisableAllowed()).isFalse();
        assertThat(rules.permits("voices_read")).isTrue();
        assertThat(rules.permits("models_read")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\",\"permissions\":\"all\"}",
                "{\"name\":\"a\",\"permissions\":\"all\",\"character_limit\":null,\"allowed_ips\":null,"
                        + "\"third_party_disable_allowed\":null}"
            })
    void allowsEverythingWithoutLimits(String body) {
        assertThat(create(body)).isEqualTo(KeyRules.unrestricted("a"));
        assertThat(create(body).permits("voices_write")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"permissions\":[]} | missing | name",
                "{\"name\":null,\"permissions\":[]} | string_type | name",
                "{\"name\":\"a\"} | missing | permissions",
                "{\"name\":\"a\",\"permissions\":null} | list_type | permissions",
                "{\"name\":\"a\",\"permissions\":\"none\"} | list_type | permissions",
                "{\"name\":\"a\",\"permissions\":\"no_update\"} | list_type | permissions",
                "{\"name\":\"a\",\"permissions\":[\"text_to_speech\",\"x\"]} | enum | permissions, 1",
                "{\"name\":\"a\",\"permissions\":[],\"character_limit\":-1} | greater_than_equal | character_limit",
                "{\"name\":\"a\",\"permissions\":[],\"character_limit\":1.5} | int_from_float | character_limit",
                "{\"name\":\"a\",\"permissions\":[],\"character_limit\":\"x\"} | int_parsing | character_limit",
                "{\"name\":\"a\",\"permissions\":[],\"allowed_ips\":[]} | too_short | allowed_ips",
                "{\"name\":\"a\",\"permissions\":[],\"allowed_ips\":\"::1\"} | list_type | allowed_ips",
                "{\"name\":\"a\",\"permissions\":[],\"allowed_ips\":[\"::1\",\"home\"]} | value_error | allowed_ips, 1",
                "{\"name\":\"a\",\"permissions\":[],\"third_party_disable_allowed\":3} | bool_parsing | third_party"
            })
    void rejectsInvalidRules(String body, String type, String place) {
        HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, () -> create(body));
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.body().toString()).contains("type=" + type, "loc=[body, " + place);
    }

    @Test
    void acceptsAtMostHundredAddresses() {
        assertThat(create(withAddresses(100)).allowedIps()).hasSize(100);
        HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, () -> create(withAddresses(101)));
        assertThat(refusal.body().toString()).contains("too_long");
    }

    private static String withAddresses(int count) {
        String list =
                IntStream.range(0, count).mapToObj(i -> "\"10.0.0." + i + "\"").collect(Collectors.joining(","));
        return "{\"name\":\"a\",\"permissions\":\"all\",\"allowed_ips\":[" + list + "]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":null,\"character_limit\":null}",
                "{\"is_enabled\":\"no_update\",\"permissions\":\"no_update\",\"character_limit\":\"no_update\","
                        + "\"allowed_ips\":\"no_update\",\"third_party_disable_allowed\":\"no_update\"}"
            })
    void keepsRulesNotUpdated(String body) {
        KeyRules now = create(LIMITED);
        assertThat(change(now, body)).isEqualTo(now);
        assertThat(reader(body).enabled()).isNull();
    }

    @Test
    void removesClearedRules() {
        String body = "{\"permissions\":\"all\",\"character_limit\":\"clear\",\"allowed_ips\":\"clear\","
                + "\"third_party_disable_allowed\":\"clear\",\"name\":\"a\"}";
        assertThat(change(create(LIMITED), body)).isEqualTo(KeyRules.unrestricted("a"));
    }

    @Test
    void appliesUpdatedRules() {
        KeyRules changed = change(KeyRules.unrestricted("a"), LIMITED);
        assertThat(changed.permissions()).isEqualTo(List.of("text_to_speech", "voices_read"));
        assertThat(changed.characterLimit()).isEqualTo(500);
        assertThat(Objects.requireNonNull(changed.allowedIps())).hasSize(2);
        assertThat(changed.thirdPartyDisableAllowed()).isFalse();
        assertThat(reader("{\"is_enabled\":true}").enabled()).isTrue();
        assertThat(reader("{\"is_enabled\":false}").enabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"permissions\":null}",
                "{\"permissions\":\"clear\"}",
                "{\"character_limit\":\"none\"}",
                "{\"allowed_ips\":null}",
                "{\"allowed_ips\":[]}",
                "{\"third_party_disable_allowed\":null}",
                "{\"is_enabled\":null}",
                "{\"is_enabled\":\"clear\"}"
            })
    void rejectsInvalidUpdates(String body) {
        KeyRulesParser reader = reader(body);
        HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, () -> {
            reader.enabled();
            reader.updatedRules(KeyRules.unrestricted("a"));
        });
        assertThat(refusal.status()).isEqualTo(422);
    }

    private static KeyRules create(String body) {
        return reader(body).newRules();
    }

    private static KeyRules change(KeyRules now, String body) {
        return reader(body).updatedRules(now);
    }

    private static KeyRulesParser reader(String body) {
        return new KeyRulesParser(JsonReader.of(JsonBody.parse(body.getBytes(StandardCharsets.UTF_8)), "body"));
    }
}
