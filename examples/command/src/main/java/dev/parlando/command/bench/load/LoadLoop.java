package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamResult;
import java.util.List;
import java.util.function.Consumer;

/** The order in time in which the streams of a run start. */
interface LoadLoop {
    /**
     * Starts the streams and waits for their ends.
     *
     * @param runStartNanos start of the run, from which the times of the results count
     * @param onResult called with each result, on any thread
     */
    void run(List<PlannedStream> streams, StreamStarter starter, long runStartNanos, Consumer<StreamResult> onResult);

    /** Starts no further stream. Safe for use from any thread. */
    void stop();
}
