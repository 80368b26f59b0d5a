package dev.parlando.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lives the lives of keys and tokens over HTTP; every answer is checked against the service's description of it. */
@Timeout(240)
class AccountCallsTest {
    private static final String ALL = "{\"name\":\"all\",\"permissions\":\"all\"}";
    private static final String SPEECH = "/v1/text-to-speech/" + OfflineVoiceServer.STANDARD_VOICE_ID + "/stream";
    private static final String HELLO = "{\"text\":\"Hello.\"}";
    private static final String DISABLE = "/v1/workspaces/api-keys/disable?api_key_name=self";
    private static final String POLICY = "/v1/workspaces/api-keys/third-party-disabling";

    private record Made(String secret, String id) {}

    private final OfflineVoiceServer server =
            OfflineVoiceServer.builder().voices(600).start();
    private final CheckedClient client = new CheckedClient(server);
    private final String admin = server.apiKey();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everyCallOfTheAccountIsAnsweredAsDescribed() throws Exception {
        Made key = create("{\"name\":\"tts\",\"permissions\":[\"text_to_speech\"],\"character_limit\":10,"
                + "\"allowed_ips\":[\"127.0.0.1\"],\"third_party_disable_allowed\":true}");
        client.ok(admin, "POST", "/v1/service-accounts", "{\"name\":\"second\"}");
        client.ok(admin, "PATCH", keyPath(key), "{\"is_enabled\":false}");
        for (String path : List.of("/v1/service-accounts", keysPath())) {
            client.ok(admin, "GET", path, null);
        }
        client.ok(admin, "DELETE", keyPath(key), null);
        client.ok(admin, "POST", POLICY, "{\"third_party_disable_allowed\":null}");
        for (String type : List.of("tts_websocket", "realtime_scribe", "batch_scribe")) {
            Object answer = client.ok(admin, "POST", "/v1/single-use-token/" + type, null);
            assertThat(JsonPath.at(answer, "token")).asString().startsWith("sutkn_");
        }
        for (String path : List.of("/v1/user", "/v1/user/subscription", "/v1/models")) {
            client.ok(admin, "GET", path, null);
        }
        client.ok(create(ALL).secret, "POST", DISABLE, null);
        readVoices();
        assertThat(client.seen())
                .containsAll(new OpenApi()
                        .operations().stream()
                                .filter(name -> !name.matches(
                                        ".*(text-to-speech|text-to-dialogue|history|usage|analytics|v1/voices$).*"))
                                .collect(Collectors.toSet()));
    }

    private void readVoices() throws Exception {
        String id = OfflineVoiceServer.STANDARD_VOICE_ID;
        for (String path : List.of(
                "/v2/voices?page_size=100",
                "/v2/voices?voice_type=community&page_size=100",
                "/v1/voices/" + id,
                "/v1/voices/" + id + "/settings",
                "/v1/voices/settings/default")) {
            client.ok(admin, "GET", path, null);
        }
        try (OfflineVoiceServer few = OfflineVoiceServer.builder().voices(40).start()) {
            new CheckedClient(few).ok(few.apiKey(), "GET", "/v1/voices", null);
        }
    }

    @Test
    void theOldListStopsWorkingWithManyVoices() throws Exception {
        assertThat(JsonPath.at(client.refused(400, admin, "GET", "/v1/voices", null), "status"))
                .isEqualTo("too_many_voices");
    }

    @Test
    void theDefaultSettingsNeedNoKey() throws Exception {
        client.ok("", "GET", "/v1/voices/settings/default", null);
        client.refused(401, "", "GET", "/v1/voices/" + OfflineVoiceServer.STANDARD_VOICE_ID + "/settings", null);
        client.refused(404, admin, "GET", "/v1/voices/none/settings", null);
    }

    @Test
    void aKeyIsShownOnceAndDescribedWithoutItsSecret() throws Exception {
        Made key = create("{\"name\":\"tts\",\"permissions\":[\"text_to_speech\"],\"character_limit\":10,"
                + "\"allowed_ips\":[\"203.0.113.7\",\"2001:db8::/32\"]}");
        Map<?, ?> described = described(key);
        assertThat(described.toString()).doesNotContain(key.secret);
        assertThat(described.get("hint")).asString().endsWith(key.secret.substring(key.secret.length() - 4));
        assertThat(described.get("hashed_xi_api_key")).isEqualTo(Secret.hash(key.secret));
        assertThat(described.get("permissions")).isEqualTo(List.of("text_to_speech"));
        assertThat(described.get("character_limit")).isEqualTo(10);
        assertThat(described.get("character_count")).isEqualTo(0);
        assertThat(described.get("allowed_ips")).isEqualTo(List.of("203.0.113.7/32", "2001:db8::/32"));
        assertThat(described.get("is_disabled")).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/models, models_read",
        "GET, /v2/voices, voices_read",
        "GET, /v1/voices, voices_read",
        "GET, /v1/voices/KevinOfflineVoice001, voices_read",
        "GET, /v1/voices/KevinOfflineVoice001/settings, voices_read",
        "GET, /v1/user, user_read",
        "GET, /v1/user/subscription, user_read",
        "GET, /v1/service-accounts, service_account_write",
        "POST, /v1/service-accounts, service_account_write",
        "POST, /v1/workspaces/api-keys/third-party-disabling, workspace_write",
        "POST, /v1/single-use-token/tts_websocket, text_to_speech",
        "POST, /v1/single-use-token/batch_scribe, speech_to_text",
        "POST, /v1/text-to-speech/KevinOfflineVoice001, text_to_speech",
        "POST, /v1/text-to-speech/KevinOfflineVoice001/stream, text_to_speech"
    })
    void eachCallNeedsItsPermission(String method, String path, String permission) throws Exception {
        Made none = create("{\"name\":\"none\",\"permissions\":[]}");
        Object detail = client.refused(401, none.secret, method, path, "{}");
        assertThat(JsonPath.at(detail, "status")).isEqualTo("missing_permissions");
        assertThat(JsonPath.at(detail, "message")).asString().contains(" " + permission + " ");
        assertThat(server.keyUsage(none.id).refusedByRules()).isEqualTo(1);
        client.ok(admin, "PATCH", keyPath(none), "{\"permissions\":[\"" + permission + "\"]}");
        assertThat(client.send(none.secret, method, path, "{}").statusCode()).isNotEqualTo(401);
    }

    @Test
    void creditsAreCountedByKeyAndLimited() throws Exception {
        Made key = create("{\"name\":\"small\",\"permissions\":\"all\",\"character_limit\":13}");
        assertThat(speak(key.secret).statusCode()).isEqualTo(200);
        assertThat(speak(key.secret).statusCode()).isEqualTo(200);
        Object detail = client.refused(401, key.secret, "POST", SPEECH, HELLO);
        assertThat(JsonPath.at(detail, "status")).isEqualTo("quota_exceeded");
        assertThat(JsonPath.at(detail, "message")).asString().contains("quota of 13", "6 credits");
        assertThat(described(key).get("character_count")).isEqualTo(12);
        assertThat(server.keyUsage(key.id).credits()).isEqualTo(12);
        assertThat(server.keyUsage(key.id).requests()).isEqualTo(2);
        assertThat(JsonPath.at(client.ok(admin, "GET", "/v1/user/subscription", null), "character_count"))
                .isEqualTo(12);
        client.ok(admin, "PATCH", keyPath(key), "{\"character_limit\":\"clear\"}");
        assertThat(speak(key.secret).statusCode()).isEqualTo(200);
    }

    @Test
    void whatGotNoAudioCostsNothing() throws Exception {
        Made key = create(ALL);
        server.limits(ServiceLimits.DEFAULT.withRefusals(1, 0, 0));
        assertThat(speak(key.secret).statusCode()).isEqualTo(429);
        server.limits(ServiceLimits.DEFAULT);
        client.refused(400, key.secret, "POST", SPEECH, "{\"text\":\" \",\"model_id\":\"eleven_v3\"}");
        assertThat(server.keyUsage(key.id).credits()).isZero();
        assertThat(server.keyUsage(key.id).requests()).isEqualTo(2);
    }

    @Test
    void requestsAtOnceAreCountedOverAllKeys() throws Exception {
        Made other = create(ALL);
        assertThat(speak(admin).headers().firstValue("current-concurrent-requests"))
                .hasValue("1");
        assertThat(speak(other.secret).statusCode()).isEqualTo(200);
        assertThat(server.load("standard_eleven_multilingual_v2").served()).isEqualTo(2);
    }

    @Test
    void addressesAreChecked() throws Exception {
        Made key = create("{\"name\":\"a\",\"permissions\":\"all\",\"allowed_ips\":[\"127.0.0.2\"]}");
        Object detail = client.refused(403, key.secret, "GET", "/v1/models", null);
        assertThat(JsonPath.at(detail, "status")).isEqualTo("ip_not_allowed");
        client.ok(admin, "PATCH", keyPath(key), "{\"allowed_ips\":[\"127.0.0.0/30\"]}");
        client.ok(key.secret, "GET", "/v1/models", null);
    }

    @Test
    void addressesAreCheckedOverHttp2Too() throws Exception {
        try (OfflineVoiceServer tls = OfflineVoiceServer.builder().tls(true).start()) {
            CheckedClient operator = new CheckedClient(tls);
            Object accounts = operator.ok(tls.apiKey(), "GET", "/v1/service-accounts", null);
            Object id = JsonPath.at(accounts, "service-accounts", 0, "service_account_user_id");
            Object made = operator.ok(
                    tls.apiKey(),
                    "POST",
                    "/v1/service-accounts/" + id + "/api-keys",
                    "{\"name\":\"a\",\"permissions\":\"all\",\"allowed_ips\":[\"10.0.0.0/8\"]}");
            OfflineClient http2 = new OfflineClient(tls, Version.HTTP_2);
            HttpResponse<byte[]> refused = http2.send(http2.request("/v1/models")
                    .setHeader("xi-api-key", (String) JsonPath.at(made, "xi-api-key"))
                    .build());
            assertThat(refused.version()).isEqualTo(Version.HTTP_2);
            assertThat(refused.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aDeletedKeyIsRefusedAndCounted() throws Exception {
        Made key = create(ALL);
        client.ok(key.secret, "GET", "/v1/models", null);
        client.ok(admin, "DELETE", keyPath(key), null);
        client.refused(404, admin, "DELETE", keyPath(key), null);
        Object detail = client.refused(401, key.secret, "GET", "/v1/models", null);
        assertThat(JsonPath.at(detail, "status")).isEqualTo("invalid_api_key");
        assertThat(server.keyUsage(key.id).requests()).isEqualTo(1);
        assertThat(server.keyUsage(key.id).refusedDeleted()).isEqualTo(1);
    }

    @Test
    void aKeyDisablesItselfWhereItMay() throws Exception {
        Made key = create(ALL);
        client.refused(422, key.secret, "POST", "/v1/workspaces/api-keys/disable", null);
        client.refused(422, key.secret, "POST", "/v1/workspaces/api-keys/disable?api_key_name=other", null);
        client.ok(admin, "POST", POLICY, "{\"third_party_disable_allowed\":false}");
        Object detail = client.refused(403, key.secret, "POST", DISABLE, null);
        assertThat(JsonPath.at(detail, "status")).isEqualTo("third_party_disable_not_allowed");
        client.ok(admin, "POST", POLICY, "{\"third_party_disable_allowed\":true}");
        client.ok(key.secret, "POST", DISABLE, null);
        assertThat(JsonPath.at(client.refused(401, key.secret, "GET", "/v1/models", null), "status"))
                .isEqualTo("api_key_disabled");
        assertThat(described(key).get("disable_reason")).isEqualTo("self_disabled");
        client.ok(admin, "PATCH", keyPath(key), "{\"is_enabled\":true}");
        assertThat(described(key).get("disable_reason")).isNull();
        client.ok(key.secret, "GET", "/v1/models", null);
    }

    @Test
    void aTokenSpeaksOnceOnTheBillOfItsKey() throws Exception {
        Made key = create("{\"name\":\"broker\",\"permissions\":[\"text_to_speech\"]}");
        Object token = JsonPath.at(client.ok(key.secret, "POST", "/v1/single-use-token/tts_websocket", null), "token");
        String path = SPEECH + "?output_format=pcm_8000&single_use_token=" + token;
        assertThat(withoutKey(path).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> again = withoutKey(path);
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(JsonPath.at(Json.read(again.body()), "detail", "status")).isEqualTo("invalid_single_use_token");
        assertThat(server.keyUsage(key.id).credits()).isEqualTo(6);
    }

    @Test
    void aTokenOpensNothingButSpeech() throws Exception {
        Object token = JsonPath.at(client.ok(admin, "POST", "/v1/single-use-token/tts_websocket", null), "token");
        client.refused(401, "", "GET", "/v1/models?single_use_token=" + token, null);
        assertThat(withoutKey(SPEECH + "?single_use_token=" + token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenForListeningDoesNotSpeak() throws Exception {
        Object token = JsonPath.at(client.ok(admin, "POST", "/v1/single-use-token/realtime_scribe", null), "token");
        assertThat(withoutKey(SPEECH + "?single_use_token=" + token).statusCode())
                .isEqualTo(401);
        client.refused(422, admin, "POST", "/v1/single-use-token/other", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "", "[]", "{\"name\":3,\"permissions\":\"all\"}", "{\"name\":\"a\",\"permissions\":3}"})
    void whatDoesNotFitIsDescribed(String body) throws Exception {
        client.refused(422, admin, "POST", keysPath(), body);
    }

    @Test
    void accountsAndKeysThatAreNotThereAreNotFound() throws Exception {
        client.refused(404, admin, "GET", "/v1/service-accounts/none/api-keys", null);
        client.refused(404, admin, "POST", "/v1/service-accounts/none/api-keys", ALL);
        client.refused(404, admin, "PATCH", keysPath() + "/none", "{}");
        client.refused(422, admin, "POST", "/v1/service-accounts", "{}");
        client.refused(422, admin, "POST", POLICY, "{\"third_party_disable_allowed\":\"perhaps\"}");
    }

    @Test
    void whatTheServiceDoesByItselfIsDoneFromOutside() throws Exception {
        Made key = create(ALL);
        client.ok(key.secret, "GET", "/v1/models", null);
        Object page = offline("GET", "/offline/keys/" + key.id, null);
        assertThat(JsonPath.at(page, "requests")).isEqualTo(1);
        assertThat(JsonPath.at(page, "state")).isEqualTo("enabled");
        assertThat(JsonPath.at(page, "last_used_unix")).isNotNull();
        assertThat(page.toString()).doesNotContain(key.secret);

        offline("PUT", "/offline/keys/" + key.id, "{\"disable_reason\":\"exposed_publicly\"}");
        Object detail = client.refused(401, key.secret, "GET", "/v1/models", null);
        assertThat(JsonPath.at(detail, "message")).asString().contains("exposed_publicly");
        Object all = offline("GET", "/offline/keys", null);
        assertThat(JsonPath.at(all, "keys", 0, "key_id")).isEqualTo(server.apiKeyId());
        assertThat(JsonPath.at(all, "keys", 1, "refused_disabled")).isEqualTo(1);
        offline("PUT", "/offline/keys/" + key.id, "{\"disable_reason\":null}");
        client.ok(key.secret, "GET", "/v1/models", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{} | 422", "{\"disable_reason\":\"boredom\"} | 422", "{\"disable_reason\":3} | 422"})
    void whatThePageOfKeysDoesNotKnowIsRefused(String body, int status) throws Exception {
        assertThat(client.send(admin, "PUT", "/offline/keys/" + server.apiKeyId(), body)
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void thePageOfKeysIsForTheAdministrator() throws Exception {
        Made key = create(ALL);
        assertThat(client.send(key.secret, "GET", "/offline/keys", null).statusCode())
                .isEqualTo(401);
        assertThat(client.send(admin, "GET", "/offline/keys/none", null).statusCode())
                .isEqualTo(404);
        client.ok(admin, "DELETE", keyPath(key), null);
        assertThat(client.send(admin, "PUT", "/offline/keys/" + key.id, "{\"disable_reason\":null}")
                        .statusCode())
                .isEqualTo(404);
        offline("PUT", "/offline/keys/" + server.apiKeyId(), "{\"disable_reason\":\"trial_ended\"}");
        client.refused(401, admin, "GET", "/v1/models", null);
        offline("PUT", "/offline/keys/" + server.apiKeyId(), "{\"disable_reason\":null}");
        client.ok(admin, "GET", "/v1/models", null);
    }

    private Object offline(String method, String path, @Nullable String body) throws Exception {
        HttpResponse<byte[]> response = client.send(admin, method, path, body);
        assertThat(response.statusCode()).isEqualTo(200);
        return Objects.requireNonNull(Json.read(response.body()));
    }

    private HttpResponse<byte[]> speak(String key) throws Exception {
        return client.send(key, "POST", SPEECH + "?output_format=pcm_8000", HELLO);
    }

    private HttpResponse<byte[]> withoutKey(String path) throws Exception {
        OfflineClient any = new OfflineClient(server, Version.HTTP_1_1);
        return any.send(HttpRequest.newBuilder(server.baseUri().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(HELLO))
                .build());
    }

    private Made create(String body) throws Exception {
        Object made = client.ok(admin, "POST", keysPath(), body);
        return new Made((String) JsonPath.at(made, "xi-api-key"), (String) JsonPath.at(made, "key_id"));
    }

    private Map<?, ?> described(Made key) throws Exception {
        List<?> keys = (List<?>) JsonPath.at(client.ok(admin, "GET", keysPath(), null), "api-keys");
        return keys.stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> key.id.equals(each.get("key_id")))
                .findFirst()
                .orElseThrow();
    }

    private String keysPath() throws Exception {
        Object accounts = client.ok(admin, "GET", "/v1/service-accounts", null);
        return "/v1/service-accounts/" + JsonPath.at(accounts, "service-accounts", 0, "service_account_user_id")
                + "/api-keys";
    }

    private String keyPath(Made key) throws Exception {
        return keysPath() + "/" + key.id;
    }
}
