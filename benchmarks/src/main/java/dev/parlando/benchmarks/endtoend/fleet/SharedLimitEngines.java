package dev.parlando.benchmarks.endtoend.fleet;

import dev.parlando.benchmarks.rig.process.LineProcess;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The engines of one row, each in a JVM of its own. They exit when this object is closed, which must be before the service
 * and Redis are.
 *
 * <p>Threading: confined to the calling thread, which waits for each process.
 */
final class SharedLimitEngines implements AutoCloseable {
    private final List<LineProcess> processes = new ArrayList<>();

    /** Starts one more engine, which waits for {@link #go}. */
    void start(OfflineServerProcess service, String strategy, URI redis, int limit, int callers) throws IOException {
        processes.add(LineProcess.startJava(
                List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                SharedLimitEngine.class,
                service.baseUrl().toString(),
                service.key(),
                strategy,
                redis.toString(),
                Integer.toString(limit),
                Integer.toString(callers)));
    }

    /** Waits until each engine is ready, then starts the callers of all. */
    void go() throws IOException {
        for (LineProcess process : processes) {
            process.awaitLine(SharedLimitEngine.READY);
        }
        for (LineProcess process : processes) {
            process.send("go");
        }
    }

    /** Stops the callers of all engines and returns the sum of their outcomes. */
    SharedLimitOutcome stop() throws IOException {
        for (LineProcess process : processes) {
            process.send("stop");
        }
        List<SharedLimitOutcome> outcomes = new ArrayList<>();
        for (LineProcess process : processes) {
            process.awaitLine(SharedLimitEngine.OUTCOME);
            outcomes.add(SharedLimitOutcome.parse(process.readLine()));
        }
        return SharedLimitOutcome.sum(outcomes);
    }

    @Override
    public void close() {
        processes.forEach(LineProcess::close);
    }
}
