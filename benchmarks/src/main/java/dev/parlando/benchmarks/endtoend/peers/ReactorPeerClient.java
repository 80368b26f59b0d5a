package dev.parlando.benchmarks.endtoend.peers;

import dev.parlando.benchmarks.rig.server.ResponseScript;
import io.netty.buffer.ByteBuf;
import java.io.File;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

/**
 * The reactor-netty client with one connection, like the other clients, and its default shared event loops, on which a
 * subscriber reads.
 */
final class ReactorPeerClient implements PeerClient {
    private final ConnectionProvider connections = ConnectionProvider.builder("benchmark")
            .maxConnections(1)
            .pendingAcquireMaxCount(-1)
            .build();
    private final HttpClient client;

    ReactorPeerClient(ServerEndpoint site) {
        File pem = site.trustedPem().toFile();
        GenericSslContextSpec<?> tls = Http2SslContextSpec.forClient().configure(builder -> builder.trustManager(pem));
        client = HttpClient.create(connections)
                .protocol(HttpProtocol.H2)
                .secure(spec -> spec.sslContext(tls))
                .baseUrl(site.baseUrl().toString())
                .headers(headers -> headers.set("content-type", "application/json"));
    }

    @Override
    public void send(ResponseScript script, BodySink sink) {
        client.post()
                .uri(script.path())
                .send(ByteBufMono.fromString(Mono.just(REQUEST_JSON)))
                .response((head, body) -> body.doOnNext(piece -> read(piece, sink)))
                .subscribe(piece -> {}, sink::onEnd, () -> sink.onEnd(null));
    }

    private static void read(ByteBuf piece, BodySink sink) {
        byte[] buffer = sink.buffer();
        while (piece.isReadable()) {
            int length = Math.min(piece.readableBytes(), buffer.length);
            piece.readBytes(buffer, 0, length);
            sink.onBytes(buffer, length);
        }
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
