package dev.parlando.benchmarks.endtoend.peers;

import dev.parlando.benchmarks.rig.server.ResponseScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** OkHttp with a thread per stream that reads in a loop, and with request limits high enough for all streams. */
final class OkHttpPeerClient implements PeerClient {
    private static final int MAX_REQUESTS = 1000;
    private static final MediaType JSON = MediaType.get("application/json");

    private final ServerEndpoint site;
    private final OkHttpClient client;

    OkHttpPeerClient(ServerEndpoint site) throws Exception {
        this.site = site;
        X509TrustManager trust = site.trustManager();
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
        client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
                .sslSocketFactory(ServerEndpoint.tls(trust).getSocketFactory(), trust)
                .build();
    }

    @Override
    public void send(ResponseScript script, BodySink sink) {
        Request request = new Request.Builder()
                .url(site.baseUrl().resolve(script.path()).toString())
                .post(RequestBody.create(REQUEST_JSON.getBytes(StandardCharsets.UTF_8), JSON))
                .build();
        client.newCall(request).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException failure) {
                sink.onEnd(failure);
            }

            @Override
            public void onResponse(Call call, Response response) {
                sink.onEnd(read(response, sink));
            }
        });
    }

    private static @Nullable IOException read(Response response, BodySink sink) {
        try (response) {
            BufferedSource source = response.body().source();
            byte[] buffer = sink.buffer();
            int length;
            while ((length = source.read(buffer)) != -1) {
                sink.onBytes(buffer, length);
            }
            return null;
        } catch (IOException failure) {
            return failure;
        }
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
