package dev.parlando.command;

import dev.parlando.fault.ScriptedServer;
import dev.parlando.fault.ScriptedStream;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Predicate;

/**
 * A proxy in front of the offline server, with a hook before each request is forwarded and before its response is
 * returned.
 */
final class Relay implements AutoCloseable {
    private final OfflineVoiceServer behind;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScriptedServer server = ScriptedServer.start(this::relay);

    /**
     * The hook, called with text such as {@code before POST}. If it returns false, the request never gets a response.
     */
    volatile Predicate<String> goesOn = moment -> true;

    Relay(OfflineVoiceServer behind) {
        this.behind = behind;
    }

    URI baseUri() {
        return server.baseUrl();
    }

    private void relay(ScriptedStream stream) {
        String method = stream.header(":method");
        if (!goesOn.test("before " + method)) {
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(behind.baseUri().resolve(stream.path()))
                .header("xi-api-key", stream.header("xi-api-key"))
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofString(stream.body()))
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (goesOn.test("after " + method)) {
                stream.head(answer.statusCode(), "content-type", "application/json")
                        .end(answer.body());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
