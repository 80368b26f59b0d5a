package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamResult;
import java.util.List;
import java.util.function.Consumer;

/** The order in time in which the streams of a run start. */
interface LoadLoop {
    /**
     * Starts the streams and waits for their ends.
     *
     * @param onResult called with each result, on any thread
     */
    void run(List<PlannedStream> streams, StreamStarter starter, Consumer<StreamResult> onResult);

    /** Starts no further stream. Safe for use from any thread. */
    void stop();

    /** Returns the loop in words, such as {@code closed, concurrency 8}. */
    String description();
}
