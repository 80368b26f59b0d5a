package dev.parlando.offline;

import dev.parlando.offline.json.JsonPath;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** A server with many voices, and helper methods for tests of its account. */
final class OfflineAccountClient implements AutoCloseable {
    /** The rules of a key with all permissions and no limits. */
    static final String ALL = "{\"name\":\"all\",\"permissions\":\"all\"}";

    static final String SPEECH = "/v1/text-to-speech/" + OfflineVoiceServer.STANDARD_VOICE_ID + "/stream";
    /** A request that costs six credits. */
    static final String HELLO = "{\"text\":\"Hello.\"}";

    record Made(String secret, String id) {}

    final OfflineVoiceServer server = OfflineVoiceServer.builder().voices(600).start();
    final CheckedClient client = new CheckedClient(server);
    final String admin = server.apiKey();

    @Override
    public void close() {
        server.close();
    }

    /** Creates a key of the first service account. */
    Made create(String body) throws Exception {
        Object made = client.ok(admin, "POST", keysPath(), body);
        return new Made((String) JsonPath.at(made, "xi-api-key"), (String) JsonPath.at(made, "key_id"));
    }

    /** Returns a key as listed by the service call. */
    Map<?, ?> described(Made key) throws Exception {
        List<?> keys = (List<?>) JsonPath.at(client.ok(admin, "GET", keysPath(), null), "api-keys");
        return keys.stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> key.id().equals(each.get("key_id")))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the path of the keys of the first service account. */
    String keysPath() throws Exception {
        Object accounts = client.ok(admin, "GET", "/v1/service-accounts", null);
        return "/v1/service-accounts/" + JsonPath.at(accounts, "service-accounts", 0, "service_account_user_id")
                + "/api-keys";
    }

    String keyPath(Made key) throws Exception {
        return keysPath() + "/" + key.id();
    }

    HttpResponse<byte[]> speak(String key) throws Exception {
        return client.send(key, "POST", SPEECH + "?output_format=pcm_8000", HELLO);
    }

    HttpResponse<byte[]> withoutKey(String path) throws Exception {
        OfflineClient any = new OfflineClient(server, Version.HTTP_1_1);
        return any.send(HttpRequest.newBuilder(server.baseUri().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(HELLO))
                .build());
    }
}
