package dev.parlando.offline;

import static dev.parlando.offline.OfflineAccountClient.ALL;
import static dev.parlando.offline.OfflineAccountClient.HELLO;
import static dev.parlando.offline.OfflineAccountClient.SPEECH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.account.Secret;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.load.ServiceLimits;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The life cycle of keys and tokens over HTTP. Every response is validated against the service's OpenAPI description.
 */
@Timeout(240)
class AccountCallsTest {
    private static final String DISABLE = "/v1/workspaces/api-keys/disable?api_key_name=self";
    private static final String POLICY = "/v1/workspaces/api-keys/third-party-disabling";

    private final OfflineAccountClient account = new OfflineAccountClient();
    private final OfflineVoiceServer server = account.server;
    private final CheckedClient client = account.client;
    private final String admin = account.admin;

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void answersEveryAccountCallPerOpenApi() throws Exception {
        OfflineAccountClient.Made key =
                account.create("{\"name\":\"tts\",\"permissions\":[\"text_to_speech\"],\"character_limit\":10,"
                        + "\"allowed_ips\":[\"127.0.0.1\"],\"third_party_disable_allowed\":true}");
        client.ok(admin, "POST", "/v1/service-accounts", "{\"name\":\"second\"}");
        client.ok(admin, "PATCH", account.keyPath(key), "{\"is_enabled\":false}");
        for (String path : List.of("/v1/service-accounts", account.keysPath())) {
            client.ok(admin, "GET", path, null);
        }
        client.ok(admin, "DELETE", account.keyPath(key), null);
        client.ok(admin, "POST", POLICY, "{\"third_party_disable_allowed\":null}");
        for (String type : List.of("tts_websocket", "realtime_scribe", "batch_scribe")) {
            Object answer = client.ok(admin, "POST", "/v1/single-use-token/" + type, null);
            assertThat(JsonPath.at(answer, "token")).asString().startsWith("sutkn_");
        }
        for (String path : List.of("/v1/user", "/v1/user/subscription", "/v1/models")) {
            client.ok(admin, "GET", path, null);
        }
        client.ok(account.create(ALL).secret(), "POST", DISABLE, null);
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
    void rejectsLegacyVoiceListWithManyVoices() throws Exception {
        assertThat(JsonPath.at(client.refused(400, admin, "GET", "/v1/voices", null), "status"))
                .isEqualTo("too_many_voices");
    }

    @Test
    void servesDefaultVoiceSettingsWithoutKey() throws Exception {
        client.ok("", "GET", "/v1/voices/settings/default", null);
        client.refused(401, "", "GET", "/v1/voices/" + OfflineVoiceServer.STANDARD_VOICE_ID + "/settings", null);
        client.refused(404, admin, "GET", "/v1/voices/none/settings", null);
    }

    @Test
    void describesKeyWithoutSecret() throws Exception {
        OfflineAccountClient.Made key =
                account.create("{\"name\":\"tts\",\"permissions\":[\"text_to_speech\"],\"character_limit\":10,"
                        + "\"allowed_ips\":[\"203.0.113.7\",\"2001:db8::/32\"]}");
        Map<?, ?> described = account.described(key);
        assertThat(described.toString()).doesNotContain(key.secret());
        assertThat(described.get("hint"))
                .asString()
                .endsWith(key.secret().substring(key.secret().length() - 4));
        assertThat(described.get("hashed_xi_api_key")).isEqualTo(Secret.hash(key.secret()));
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
    void requiresPermissionForEachCall(String method, String path, String permission) throws Exception {
        OfflineAccountClient.Made none = account.create("{\"name\":\"none\",\"permissions\":[]}");
        Object detail = client.refused(401, none.secret(), method, path, "{}");
        assertThat(JsonPath.at(detail, "status")).isEqualTo("missing_permissions");
        assertThat(JsonPath.at(detail, "message")).asString().contains(" " + permission + " ");
        assertThat(server.keyUsage(none.id()).refusedByRules()).isEqualTo(1);
        client.ok(admin, "PATCH", account.keyPath(none), "{\"permissions\":[\"" + permission + "\"]}");
        assertThat(client.send(none.secret(), method, path, "{}").statusCode()).isNotEqualTo(401);
    }

    @Test
    void countsAndLimitsCreditsPerKey() throws Exception {
        OfflineAccountClient.Made key =
                account.create("{\"name\":\"small\",\"permissions\":\"all\",\"character_limit\":13}");
        assertThat(account.speak(key.secret()).statusCode()).isEqualTo(200);
        assertThat(account.speak(key.secret()).statusCode()).isEqualTo(200);
        Object detail = client.refused(401, key.secret(), "POST", SPEECH, HELLO);
        assertThat(JsonPath.at(detail, "status")).isEqualTo("quota_exceeded");
        assertThat(JsonPath.at(detail, "message")).asString().contains("quota of 13", "6 credits");
        assertThat(account.described(key).get("character_count")).isEqualTo(12);
        assertThat(server.keyUsage(key.id()).credits()).isEqualTo(12);
        assertThat(server.keyUsage(key.id()).requests()).isEqualTo(2);
        assertThat(JsonPath.at(client.ok(admin, "GET", "/v1/user/subscription", null), "character_count"))
                .isEqualTo(12);
        client.ok(admin, "PATCH", account.keyPath(key), "{\"character_limit\":\"clear\"}");
        assertThat(account.speak(key.secret()).statusCode()).isEqualTo(200);
    }

    @Test
    void chargesNothingWithoutAudio() throws Exception {
        OfflineAccountClient.Made key = account.create(ALL);
        server.limits(ServiceLimits.DEFAULT.withInjectedRefusals(1, 0, 0));
        assertThat(account.speak(key.secret()).statusCode()).isEqualTo(429);
        server.limits(ServiceLimits.DEFAULT);
        client.refused(400, key.secret(), "POST", SPEECH, "{\"text\":\" \",\"model_id\":\"eleven_v3\"}");
        assertThat(server.keyUsage(key.id()).credits()).isZero();
        assertThat(server.keyUsage(key.id()).requests()).isEqualTo(2);
    }

    @Test
    void limitsConcurrencyAcrossAllKeys() throws Exception {
        OfflineAccountClient.Made other = account.create(ALL);
        server.limits(ServiceLimits.DEFAULT.withMaximumConcurrent(1).withQueue(0, 0));
        try (RawHttp2Client holder = new RawHttp2Client(server)) {
            holder.speak("This goes on and on. ".repeat(300), "pcm_48000").awaitBytes(1);
            Object detail = client.refused(429, other.secret(), "POST", SPEECH, HELLO);
            assertThat(JsonPath.at(detail, "code")).isEqualTo("concurrent_limit_exceeded");
        }
    }

    @Test
    void rejectsUnlistedAddresses() throws Exception {
        OfflineAccountClient.Made key =
                account.create("{\"name\":\"a\",\"permissions\":\"all\",\"allowed_ips\":[\"127.0.0.2\"]}");
        Object detail = client.refused(403, key.secret(), "GET", "/v1/models", null);
        assertThat(JsonPath.at(detail, "status")).isEqualTo("ip_not_allowed");
        client.ok(admin, "PATCH", account.keyPath(key), "{\"allowed_ips\":[\"127.0.0.0/30\"]}");
        client.ok(key.secret(), "GET", "/v1/models", null);
    }

    @Test
    void rejectsUnlistedAddressesOverHttp2() throws Exception {
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
    void rejectsAndCountsDeletedKey() throws Exception {
        OfflineAccountClient.Made key = account.create(ALL);
        client.ok(key.secret(), "GET", "/v1/models", null);
        client.ok(admin, "DELETE", account.keyPath(key), null);
        client.refused(404, admin, "DELETE", account.keyPath(key), null);
        Object detail = client.refused(401, key.secret(), "GET", "/v1/models", null);
        assertThat(JsonPath.at(detail, "status")).isEqualTo("invalid_api_key");
        assertThat(server.keyUsage(key.id()).requests()).isEqualTo(1);
        assertThat(server.keyUsage(key.id()).refusedDeleted()).isEqualTo(1);
    }

    @Test
    void disablesOwnKeyIfPolicyAllows() throws Exception {
        OfflineAccountClient.Made key = account.create(ALL);
        client.refused(422, key.secret(), "POST", "/v1/workspaces/api-keys/disable", null);
        client.refused(422, key.secret(), "POST", "/v1/workspaces/api-keys/disable?api_key_name=other", null);
        client.ok(admin, "POST", POLICY, "{\"third_party_disable_allowed\":false}");
        Object detail = client.refused(403, key.secret(), "POST", DISABLE, null);
        assertThat(JsonPath.at(detail, "status")).isEqualTo("third_party_disable_not_allowed");
        client.ok(admin, "POST", POLICY, "{\"third_party_disable_allowed\":true}");
        client.ok(key.secret(), "POST", DISABLE, null);
        assertThat(JsonPath.at(client.refused(401, key.secret(), "GET", "/v1/models", null), "status"))
                .isEqualTo("api_key_disabled");
        assertThat(account.described(key).get("disable_reason")).isEqualTo("self_disabled");
        client.ok(admin, "PATCH", account.keyPath(key), "{\"is_enabled\":true}");
        assertThat(account.described(key).get("disable_reason")).isNull();
        client.ok(key.secret(), "GET", "/v1/models", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "", "[]", "{\"name\":3,\"permissions\":\"all\"}", "{\"name\":\"a\",\"permissions\":3}"})
    void rejectsInvalidKeyBody(String body) throws Exception {
        client.refused(422, admin, "POST", account.keysPath(), body);
    }

    @Test
    void rejectsUnknownAccountsAndKeys() throws Exception {
        client.refused(404, admin, "GET", "/v1/service-accounts/none/api-keys", null);
        client.refused(404, admin, "POST", "/v1/service-accounts/none/api-keys", ALL);
        client.refused(404, admin, "PATCH", account.keysPath() + "/none", "{}");
        client.refused(422, admin, "POST", "/v1/service-accounts", "{}");
        client.refused(422, admin, "POST", POLICY, "{\"third_party_disable_allowed\":\"perhaps\"}");
    }
}
