package dev.parlando.offline;

import dev.parlando.offline.http.Certificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client that calls the server with the JDK's HTTP client, like an ordinary program. */
final class OfflineClient {
    private final OfflineVoiceServer server;
    private final HttpClient http;

    OfflineClient(OfflineVoiceServer server, HttpClient.Version version) {
        this.server = server;
        HttpClient.Builder builder = HttpClient.newBuilder().version(version);
        server.certificatePem().ifPresent(pem -> builder.sslContext(Certificates.trusting(pem)));
        http = builder.build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.baseUri() + path))
                .timeout(Duration.ofMinutes(3))
                .header("xi-api-key", server.apiKey());
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return send(request(path).build());
    }

    HttpResponse<byte[]> speak(String pathAndQuery, String json) throws Exception {
        return send(request("/v1/text-to-speech/" + OfflineVoiceServer.STANDARD_VOICE_ID + pathAndQuery)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return http.sendAsync(request, handler);
    }

    HttpResponse<byte[]> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
