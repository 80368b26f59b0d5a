package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.endtoend.peers.ServerEndpoint;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Is a program with one client, which opens a connection, says so, and runs the {@link TransportScenario} of each line on stdin and answers with its
 * {@link Measurement}. Its arguments are client, base URL and the PEM file to trust.
 */
final class MeasuredClient {
    /** What it says when its connection is open. */
    static final String READY = "ready";

    private MeasuredClient() {}

    /** Measures until stdin ends. */
    public static void main(String[] arguments) throws Exception {
        Peer peer = Peer.valueOf(arguments[0]);
        ServerEndpoint site = new ServerEndpoint(URI.create(arguments[1]), Path.of(arguments[2]));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (PeerClient client = peer.open(site)) {
            TransportScenario.fetch(client, FirstByteScenario.SCRIPT);
            System.out.println(READY);
            String line;
            while ((line = lines.readLine()) != null) {
                System.out.println(TransportScenario.parse(line)
                        .run(client, () -> peer.open(site))
                        .line());
            }
        }
        System.exit(0);
    }
}
