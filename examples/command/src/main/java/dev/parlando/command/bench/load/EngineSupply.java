package dev.parlando.command.bench.load;

import java.util.concurrent.CompletableFuture;

/** The engines of a run. Implementations are safe for use from any thread. */
interface EngineSupply extends AutoCloseable {
    /**
     * Returns the engine for the next stream.
     *
     * @param region index of the service
     */
    CompletableFuture<EngineLease> lease(int region);

    /** Closes the engines. */
    @Override
    void close();
}
