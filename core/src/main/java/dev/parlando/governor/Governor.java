package dev.parlando.governor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests of one engine to the concurrency of the account, so that the service need not reject any.
 *
 * <p>Models that share a limit at the service form a group, and each group has one limit. Until
 * {@link dev.parlando.SpeechEngine#models()} has completed, the group is guessed from the model's name. The engine
 * acquires the permits of its own requests. Permits acquired here are for requests that other code sends with the same
 * key.
 *
 * <p>Threading: safe for use from any thread; only {@link #acquire} blocks.
 */
public interface Governor {
    /** Returns the limit of the group that a model belongs to; null means the service's default model. */
    LimitSnapshot snapshot(@Nullable String modelId);

    /** Returns the limits of all groups used so far, and the limit of calls other than speech. */
    List<LimitSnapshot> snapshots();

    /**
     * Waits for a permit.
     *
     * @param modelId id of the model of the request; null means the service's default model
     * @param maxWait longest time in the queue; a negative duration counts as zero
     * @throws dev.parlando.error.CapacityException if the queue is full, or no permit was free within {@code maxWait}
     * @throws dev.parlando.error.EngineClosedException if the engine is closed
     * @throws IllegalStateException on a ring thread, which calls chunk handlers; use {@link #acquireAsync}
     * @throws InterruptedException if the thread was interrupted; no permit is held
     */
    Permit acquire(@Nullable String modelId, Priority priority, Duration maxWait) throws InterruptedException;

    /**
     * Requests a permit without blocking; cancelling the future leaves the queue.
     *
     * @return completes immediately, or later on the
     *     {@link dev.parlando.SpeechEngineBuilder#callbackExecutor}; fails as {@link #acquire} does
     */
    CompletableFuture<Permit> acquireAsync(@Nullable String modelId, Priority priority, Duration maxWait);

    /** Adds a listener for future events. */
    void addListener(GovernorListener listener);

    /** Removes a listener. */
    void removeListener(GovernorListener listener);

    /** Returns the number of events that were dropped because the listeners were too slow; see {@link GovernorListener}. */
    long droppedEvents();
}
