package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import dev.parlando.benchmarks.rig.process.LineProcess;
import dev.parlando.benchmarks.rig.report.Measurement;
import dev.parlando.benchmarks.rig.server.ScriptedServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A comparison of this library with other HTTP/2 clients over TLS on loopback. The server and each client run in
 * separate JVMs. In each round the clients run one after the other, so that noise affects all of them equally. The
 * thread table and the targets are evaluated for the last round.
 *
 * <p>Run with {@code java -cp benchmarks/target/benchmarks.jar
 * dev.parlando.benchmarks.endtoend.transport.TransportComparison [paced[:STREAMS,...]|bulk|first|together|all [ROUNDS
 * [SECONDS [CLIENT...]]]]}. Without clients it measures all of {@link Peer#CLIENTS}. The system property {@code client.jvm} adds options to
 * the clients' JVMs, and {@code plot} is the SVG file for a chart of the paced runs.
 */
public final class TransportComparison implements AutoCloseable {
    private final ScriptedServerProcess server;
    private final ComparisonArguments arguments;
    private final Map<Peer, LineProcess> clients = new EnumMap<>(Peer.class);

    private TransportComparison(ComparisonArguments arguments) throws IOException {
        this.arguments = arguments;
        server = ScriptedServerProcess.start();
        for (Peer peer : arguments.peers()) {
            clients.put(
                    peer,
                    LineProcess.startJava(
                            jvmOptions(peer),
                            MeasuredClient.class,
                            peer.name(),
                            server.baseUrl().toString(),
                            server.trustedPem().toString()));
        }
        for (LineProcess client : clients.values()) {
            client.awaitLine(MeasuredClient.READY);
        }
    }

    private static List<String> jvmOptions(Peer peer) {
        List<String> options = new ArrayList<>(List.of("-Xms256m", "-Xmx256m"));
        String more = System.getProperty("client.jvm", "").replace("CLIENT", peer.label());
        options.addAll(more.isEmpty() ? List.of() : List.of(more.split(" ", -1)));
        return options;
    }

    /** Prints a table for each scenario and round, and compares the results with the targets. */
    public static void main(String[] arguments) throws IOException {
        ComparisonArguments parsed = ComparisonArguments.parse(arguments);
        try (TransportComparison comparison = new TransportComparison(parsed)) {
            if (parsed.wants("paced")) {
                comparison.paced();
            }
            if (parsed.wants("bulk")) {
                comparison.bulk();
            }
            if (parsed.wants("first")) {
                comparison.firstByte();
            }
            if (parsed.wants("together")) {
                comparison.together();
            }
        }
    }

    private void paced() throws IOException {
        Map<Integer, Map<Peer, Measurement>> byStreams = new TreeMap<>();
        for (int streams : arguments.streams()) {
            byStreams.put(streams, paced(streams));
        }
        String plot = System.getProperty("plot");
        if (plot != null) {
            PacedPlot.write(byStreams, Path.of(plot));
        }
    }

    private Map<Peer, Measurement> paced(int streams) throws IOException {
        TransportScenario scenario = new PacedScenario(streams, arguments.seconds());
        Map<Peer, Measurement> last = Map.of();
        for (int round = 1; round <= arguments.rounds(); round++) {
            last = round(scenario);
            System.out.println(
                    ComparisonReport.paced(streams + " streams, 320 B every 20 ms, " + ofRounds(round), last));
        }
        System.out.println(ComparisonReport.threads(last));
        System.out.println(ComparisonReport.pacedTargets(last));
        return last;
    }

    private void bulk() throws IOException {
        TransportScenario scenario = new BulkScenario(arguments.seconds());
        for (int round = 1; round <= arguments.rounds(); round++) {
            Map<Peer, Measurement> measured = round(scenario);
            OptionalDouble h2load = H2load.seconds(server.baseUrl(), BulkScenario.SCRIPT);
            System.out.println(ComparisonReport.bulk("one response of 64 MiB, " + ofRounds(round), measured, h2load));
        }
    }

    private void firstByte() throws IOException {
        for (int round = 1; round <= arguments.rounds(); round++) {
            Map<Peer, Measurement> cold = round(new FirstByteScenario(true, 10 * arguments.seconds()));
            Map<Peer, Measurement> warm = round(new FirstByteScenario(false, 100 * arguments.seconds()));
            System.out.println(ComparisonReport.firstByte("time to the first byte, " + ofRounds(round), cold, warm));
        }
    }

    private void together() throws IOException {
        for (int round = 1; round <= arguments.rounds(); round++) {
            Map<Peer, Measurement> measured = round(new TogetherScenario(50, 10 * arguments.seconds()));
            System.out.println(ComparisonReport.together(
                    "time to the first byte of 50 requests sent together, " + ofRounds(round), measured));
        }
    }

    private String ofRounds(int round) {
        return "round " + round + " of " + arguments.rounds();
    }

    private Map<Peer, Measurement> round(TransportScenario scenario) throws IOException {
        Map<Peer, Measurement> measured = new EnumMap<>(Peer.class);
        for (Map.Entry<Peer, LineProcess> client : clients.entrySet()) {
            measured.put(client.getKey(), Measurement.parse(client.getValue().ask(scenario.line())));
        }
        return measured;
    }

    @Override
    public void close() {
        clients.values().forEach(LineProcess::close);
        server.close();
    }
}
