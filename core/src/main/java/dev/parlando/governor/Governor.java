package dev.parlando.governor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the requests of one engine within what the account may have running, so that the service need not refuse any.
 *
 * <p>There is one limit for each group of models that share one at the service. Until the models were asked for, a group is
 * guessed from the model's name. The engine's own requests are governed by themselves; permits are for requests that other
 * code sends with the same key.
 *
 * <p>Threading: safe for use from any thread; only {@link #acquire} blocks.
 */
public interface Governor {
    /** Returns the limit of the group that a model belongs to; null means the service's default model. */
    LimitSnapshot snapshot(@Nullable String modelId);

    /** Returns the limits of all groups in use so far, and that of the calls that are no speech. */
    List<LimitSnapshot> snapshots();

    /**
     * Waits for a permit.
     *
     * @throws dev.parlando.error.CapacityException if too many wait, or none was free in time
     * @throws dev.parlando.error.EngineClosedException if the engine is closed
     * @throws InterruptedException if the thread was interrupted; no permit is held
     */
    Permit acquire(@Nullable String modelId, Priority priority, Duration maxWait) throws InterruptedException;

    /**
     * Asks for a permit; cancelling the future leaves the queue.
     *
     * @return completes on a thread of the JVM's common pool, if not at once, and fails as {@link #acquire} does
     */
    CompletableFuture<Permit> acquireAsync(@Nullable String modelId, Priority priority, Duration maxWait);

    /** Adds a listener for what happens from now on. */
    void addListener(GovernorListener listener);

    /** Takes a listener away. */
    void removeListener(GovernorListener listener);
}
