package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.endtoend.peers.ServerEndpoint;
import dev.parlando.benchmarks.rig.report.Measurement;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A program with one client. It opens a connection, prints {@link #READY}, and then runs the {@link TransportScenario} of each
 * line on stdin and prints its {@link Measurement}. Its arguments are the client, the base URL and the PEM file to
 * trust.
 */
final class MeasuredClient {
    /** The line that the program prints when its connection is open. */
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
