package dev.parlando.offline;

import static dev.parlando.offline.OfflineAccountClient.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.json.Json;
import dev.parlando.offline.json.JsonPath;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoints that show the usage of keys and disable keys as the service does. */
@Timeout(240)
class OfflineKeysApiTest {
    private final OfflineAccountClient account = new OfflineAccountClient();
    private final OfflineVoiceServer server = account.server;
    private final CheckedClient client = account.client;
    private final String admin = account.admin;

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void showsUsageAndDisablesKeysLikeService() throws Exception {
        OfflineAccountClient.Made key = account.create(ALL);
        client.ok(key.secret(), "GET", "/v1/models", null);
        Object page = offline("GET", "/offline/keys/" + key.id(), null);
        assertThat(JsonPath.at(page, "requests")).isEqualTo(1);
        assertThat(JsonPath.at(page, "state")).isEqualTo("enabled");
        assertThat(JsonPath.at(page, "last_used_unix")).isNotNull();
        assertThat(page.toString()).doesNotContain(key.secret());

        offline("PUT", "/offline/keys/" + key.id(), "{\"disable_reason\":\"exposed_publicly\"}");
        Object detail = client.refused(401, key.secret(), "GET", "/v1/models", null);
        assertThat(JsonPath.at(detail, "message")).asString().contains("exposed_publicly");
        Object all = offline("GET", "/offline/keys", null);
        assertThat(JsonPath.at(all, "keys", 0, "key_id")).isEqualTo(server.apiKeyId());
        assertThat(JsonPath.at(all, "keys", 1, "refused_disabled")).isEqualTo(1);
        offline("PUT", "/offline/keys/" + key.id(), "{\"disable_reason\":null}");
        client.ok(key.secret(), "GET", "/v1/models", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{} | 422", "{\"disable_reason\":\"boredom\"} | 422", "{\"disable_reason\":3} | 422"})
    void rejectsInvalidKeyChanges(String body, int status) throws Exception {
        assertThat(client.send(admin, "PUT", "/offline/keys/" + server.apiKeyId(), body)
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void restrictsKeysApiToAdministrator() throws Exception {
        OfflineAccountClient.Made key = account.create(ALL);
        assertThat(client.send(key.secret(), "GET", "/offline/keys", null).statusCode())
                .isEqualTo(401);
        assertThat(client.send(admin, "GET", "/offline/keys/none", null).statusCode())
                .isEqualTo(404);
        client.ok(admin, "DELETE", account.keyPath(key), null);
        assertThat(client.send(admin, "PUT", "/offline/keys/" + key.id(), "{\"disable_reason\":null}")
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
}
