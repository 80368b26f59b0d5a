package dev.parlando.benchmarks.endtoend.peers;

import dev.parlando.benchmarks.rig.server.ResponseScript;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/** The JDK's HTTP client with a subscriber that requests all buffers immediately and reads them as they arrive. */
final class JdkPeerClient implements PeerClient {
    private final ServerEndpoint site;
    private final HttpClient client;

    JdkPeerClient(ServerEndpoint site) throws Exception {
        this.site = site;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(ServerEndpoint.tls(site.trustManager()))
                .build();
    }

    @Override
    public void send(ResponseScript script, BodySink sink) {
        HttpRequest request = HttpRequest.newBuilder(site.baseUrl().resolve(script.path()))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(REQUEST_JSON))
                .build();
        client.sendAsync(request, head -> BodySubscribers.fromSubscriber(new Reader(sink)))
                .whenComplete((response, failure) -> sink.onEnd(failure));
    }

    /** Does nothing. The client cannot be closed before JDK 21, and the garbage collector closes an unused client. */
    @Override
    public void close() {}

    private record Reader(BodySink sink) implements Flow.Subscriber<List<ByteBuffer>> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> pieces) {
            byte[] buffer = sink.buffer();
            for (ByteBuffer piece : pieces) {
                while (piece.hasRemaining()) {
                    int length = Math.min(piece.remaining(), buffer.length);
                    piece.get(buffer, 0, length);
                    sink.onBytes(buffer, length);
                }
            }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
