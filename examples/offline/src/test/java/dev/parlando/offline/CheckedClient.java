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

/** A client that can use any key and validates the responses against the service's OpenAPI description. */
final class CheckedClient {
    private static final OpenApi API = new OpenApi();

    private final OfflineClient client;
    private final Set<String> seen = new LinkedHashSet<>();

    CheckedClient(OfflineVoiceServer server) {
        client = new OfflineClient(server, Version.HTTP_1_1);
    }

    /** Returns the operations that have succeeded. */
    Set<String> seen() {
        return seen;
    }

    /** Sends a request and returns the body of the response, which must have status 200. */
    Object ok(String key, String method, String path, @Nullable String body) throws Exception {
        HttpResponse<byte[]> response = send(key, method, path, body);
        assertThat(response.statusCode())
                .describedAs("%s %s: %s", method, path, new String(response.body(), UTF_8))
                .isEqualTo(200);
        assertThat(API.problems(method, path, 200, response.body())).isEmpty();
        seen.add(API.operation(method, path));
        return Objects.requireNonNull(Json.read(response.body()));
    }

    /** Sends a request that must be refused with {@code status}, and returns the detail of the error. */
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

    /** Sends a request; an empty key stands for no key. */
    HttpResponse<byte[]> send(String key, String method, String path, @Nullable String body) throws Exception {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return client.send(client.request(path)
                .setHeader("xi-api-key", key)
                .method(method, publisher)
                .build());
    }
}
