package dev.parlando.benchmarks.endtoend.live;

import dev.parlando.benchmarks.endtoend.fleet.OfflineServerProcess;
import dev.parlando.text.LiveTransport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A benchmark of the time from the first token of a scripted model to the first sample at the line. The clients speak in
 * turn through one offline server, which is a separate process.
 *
 * <p>The last argument is a directory whose {@code node_modules} has {@code @livekit/agents-plugin-elevenlabs}. It is
 * created with {@code npm ci} in a copy of {@code examples/offline/src/test/livekit-js}. Without it, the plugin is left
 * out.
 *
 * <p>Usage: {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endtoend.live.LiveTextLatency
 * [RUNS [DIRECTORY]]}.
 */
public final class LiveTextLatency {
    private static final int WARM_UP_RUNS = 3;
    /** Enough for requests that a contender has in flight concurrently. */
    private static final int MAXIMUM_CONCURRENT = 10;

    private LiveTextLatency() {}

    /** Prints a table of all contenders. */
    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        List<LiveContender> contenders = new ArrayList<>();
        try (OfflineServerProcess server = OfflineServerProcess.start(MAXIMUM_CONCURRENT, MAXIMUM_CONCURRENT, 0)) {
            try {
                addContenders(contenders, server, Path.of(arguments.length > 1 ? arguments[1] : "."));
                System.out.printf(
                        "%d runs of each, in turns, after %d of warm-up; a token every %d ms%n",
                        runs, WARM_UP_RUNS, TokenPacer.TOKEN_MILLIS);
                System.out.print(measure(contenders, runs));
            } finally {
                for (LiveContender contender : contenders) {
                    contender.close();
                }
            }
        }
    }

    private static void addContenders(List<LiveContender> contenders, OfflineServerProcess server, Path directory)
            throws Exception {
        for (LiveTransport transport : List.of(LiveTransport.AUTO, LiveTransport.HTTP)) {
            contenders.add(new ParlandoContender(transport, server.baseUrl(), server.key()));
        }
        contenders.add(new RequestsByHand(server.baseUrl(), server.key()));
        if (LiveKitContender.isInstalled(directory)) {
            contenders.add(LiveKitContender.start(directory, server.baseUrl(), server.key()));
        } else {
            System.out.printf("left out: livekit plugin, which %s/node_modules does not have%n", directory);
        }
    }

    private static LatencyTable measure(List<LiveContender> contenders, int runs) throws Exception {
        LatencyTable table = new LatencyTable();
        List<LiveContender> order = new ArrayList<>(contenders);
        for (int run = -WARM_UP_RUNS; run < runs; run++) {
            for (ScriptedAnswer answer : ScriptedAnswer.values()) {
                for (LiveContender contender : order) {
                    long nanos = contender.speak(answer.tokens());
                    if (run >= 0) {
                        table.add(contender.name(), answer, nanos);
                    }
                }
            }
            Collections.rotate(order, 1); // No client always follows the same one.
        }
        return table;
    }
}
