package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamResult;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Starts and measures single streams. Implementations are safe for use from any thread. */
interface StreamStarter extends AutoCloseable {
    /**
     * Starts a stream and returns without waiting for it. The future completes normally also if the stream fails.
     *
     * @param runStartNanos start of the run
     * @param intendedNanos planned start, or null to take the actual one
     */
    CompletableFuture<StreamResult> start(PlannedStream stream, long runStartNanos, @Nullable Long intendedNanos);

    /** Cancels the running streams, which then end with the outcome {@value StreamMeasurement#CANCELLED}. */
    void cancel();

    /** Releases the engines and devices. Called after all streams have ended. */
    @Override
    void close();
}
