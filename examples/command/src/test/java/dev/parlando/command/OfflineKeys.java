package dev.parlando.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/** Creates and lists keys of an offline server through its own HTTP client, to verify the effects of the command. */
final class OfflineKeys implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    final OfflineVoiceServer server = OfflineVoiceServer.builder().start();
    private final HttpClient http = HttpClient.newHttpClient();

    /** A created key. */
    record Made(String id, String secret) {}

    JsonNode call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUri() + path))
                .header("xi-api-key", server.apiKey())
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Creates a service account for one test and returns its id. */
    String account(String name) {
        return call("POST", "/v1/service-accounts", "{\"name\":\"" + name + "\"}")
                .get("service-account-user-id")
                .asText();
    }

    Made create(String account, String rules) {
        JsonNode created = call("POST", "/v1/service-accounts/" + account + "/api-keys", rules);
        return new Made(
                created.get("key_id").asText(), created.get("xi-api-key").asText());
    }

    List<JsonNode> list(String account) {
        JsonNode keys =
                call("GET", "/v1/service-accounts/" + account + "/api-keys", "").get("api-keys");
        return StreamSupport.stream(keys.spliterator(), false).toList();
    }

    /** Returns a command whose environment contains the URL of this server and the administrator's key. */
    CommandProcess command(Path folder) {
        return command(folder, server.apiKey());
    }

    CommandProcess command(Path folder, String key) {
        return CommandProcess.in(folder)
                .with("ELEVENLABS_BASE_URL", server.baseUri().toString())
                .with("ELEVENLABS_API_KEY", key);
    }

    /** Returns the hash under which the service lists a secret. */
    static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
