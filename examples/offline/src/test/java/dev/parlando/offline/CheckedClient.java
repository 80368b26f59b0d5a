package dev.parlando.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.json.Json;
import dev.parlando.offline.json.JsonPath;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls the server with any key, and checks its answers against the service's description of them. */
final class CheckedClient {
    private static final OpenApi API = new OpenApi();

    private final OfflineClient client;
    private final Set<String> seen = new LinkedHashSet<>();

    CheckedClient(OfflineVoiceServer server) {
        client = new OfflineClient(server, Version.HTTP_1_1);
    }

    /** Returns the operations that were answered with success. */
    Set<String> seen() {
        return seen;
    }

    /** Returns what is answered with status 200. */
    Object ok(String key, String method, String path, @Nullable String body) throws Exception {
        HttpResponse<byte[]> response = send(key, method, path, body);
        assertThat(response.statusCode())
                .describedAs("%s %s: %s", method, path, new String(response.body(), UTF_8))
                .isEqualTo(200);
        assertThat(API.problems(method, path, 200, response.body())).isEmpty();
        seen.add(API.operation(method, path));
        return Objects.requireNonNull(Json.read(response.body()));
    }

    /** Returns the detail of a refusal. */
    Object refused(int status, String key, String method, String path, @Nullable String body) throws Exception {
        HttpResponse<byte[]> response = send(key, method, path, body);
        assertThat(response.statusCode())
                .describedAs("%s %s: %s", method, path, new String(response.body(), UTF_8))
                .isEqualTo(status);
        if (status == 422) {
            assertThat(API.problems(method, path, status, response.body())).isEmpty();
        }
        return JsonPath.at(Json.read(response.body()), "detail");
    }

    /** Sends a request, with the empty key for none. */
    HttpResponse<byte[]> send(String key, String method, String path, @Nullable String body) throws Exception {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return client.send(client.request(path)
                .setHeader("xi-api-key", key)
                .method(method, publisher)
                .build());
    }
}
