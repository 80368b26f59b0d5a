package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.endtoend.peers.ServerEndpoint;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/** A bridge made of the JDK's HTTP clients, whose calls differ in their pacing. */
final class JdkBridge implements CallBridge {
    /** The calls per client, which has one connection; each has two streams of the 1,000 that the server allows. */
    private static final int CALLS_PER_CLIENT = 250;

    /** A factory for calls. */
    @FunctionalInterface
    interface Pacing {
        Call start(JdkSpeech speech, RtpSender sender, PacketMeter meter);
    }

    private final ServerEndpoint server;
    private final Pacing pacing;
    private final List<HttpClient> clients = new ArrayList<>();

    JdkBridge(ServerEndpoint server, Pacing pacing) {
        this.server = server;
        this.pacing = pacing;
    }

    @Override
    public Call start(int index, InetSocketAddress receiver, PacketMeter meter) throws Exception {
        JdkSpeech speech = new JdkSpeech(
                client(index / CALLS_PER_CLIENT),
                server.baseUrl().resolve(Utterances.of(index).path()));
        return pacing.start(speech, new RtpSender(receiver), meter);
    }

    private HttpClient client(int number) throws Exception {
        while (clients.size() <= number) {
            clients.add(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_2)
                    .sslContext(ServerEndpoint.tls(server.trustManager()))
                    .build());
        }
        return clients.get(number);
    }

    /** Drops the clients, which the garbage collector closes. Before JDK 21 they cannot be closed. */
    @Override
    public void close() {
        clients.clear();
    }
}
