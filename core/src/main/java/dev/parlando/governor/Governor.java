package dev.parlando.governor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests of an engine to the concurrency of the account, so that the service need not reject any. Engines
 * that use the same account can share a {@link SharedGovernor}.
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
     * @throws dev.parlando.error.EngineClosedException if the governor or its only engine is closed
     * @throws IllegalStateException on a ring thread, which calls chunk handlers; use {@link #acquireAsync}
     * @throws InterruptedException if the thread was interrupted; no permit is held
     */
    Permit acquire(@Nullable String modelId, Priority priority, Duration maxWait) throws InterruptedException;

    /**
     * Requests a permit without blocking; cancelling the future leaves the queue.
     *
     * @return completes immediately, or later on the
     *     {@link dev.parlando.SpeechEngineBuilder#callbackExecutor}, or a thread of a shared governor; fails as
     *     {@link #acquire} does
     */
    CompletableFuture<Permit> acquireAsync(@Nullable String modelId, Priority priority, Duration maxWait);

    /**
     * Sets the limit that no model group exceeds, such as this program's share of the account, instead of
     * {@link GovernorSettings#maxLimit}.
     *
     * <p>A lower limit cancels no request: none starts until enough of the running ones have ended. A higher limit
     * starts waiting requests immediately, as far as the service has reported free capacity. Beyond that, the limit
     * grows with the responses. A changed limit is reported with {@link LimitReason#CONFIGURED} or the reason that
     * keeps it below the new bound.
     *
     * @param limit concurrent requests of each model group, 1 to 10,000
     * @throws dev.parlando.error.InvalidRequestException if the limit is out of range or the governor is off
     * @throws UnsupportedOperationException if an implementation of a user does not support it
     */
    default void setMaxLimit(int limit) {
        throw new UnsupportedOperationException("setMaxLimit");
    }

    /**
     * Sets shares of a limit that a fleet of machines divides. They replace the limits of all model groups for speech
     * until {@link #clearShares}; a group that is not named gets none.
     *
     * <p>Unlike the limits that the governor finds by itself, a share can be 0, and neither responses nor refusals of the
     * service change it. A smaller share cancels no request.
     *
     * @param shares concurrent requests of each model group, 0 to 10,000; at most the bound of {@link #setMaxLimit} apply
     * @throws dev.parlando.error.InvalidRequestException if a share is out of range or the governor is off
     * @throws UnsupportedOperationException if an implementation of a user does not support it
     */
    default void setShares(Map<String, Integer> shares) {
        throw new UnsupportedOperationException("setShares");
    }

    /**
     * Ends the effect of {@link #setShares}. The limits follow the service again and start with the last shares, but at
     * least 1.
     *
     * @throws UnsupportedOperationException if an implementation of a user does not support it
     */
    default void clearShares() {
        throw new UnsupportedOperationException("clearShares");
    }

    /**
     * Returns the use and the demand of each model group for speech that was used so far.
     *
     * @throws UnsupportedOperationException if an implementation of a user does not support it
     */
    default List<GroupDemand> demand() {
        throw new UnsupportedOperationException("demand");
    }

    /** Adds a listener for future events. */
    void addListener(GovernorListener listener);

    /** Removes a listener. */
    void removeListener(GovernorListener listener);

    /** Returns the number of events that were dropped because the listeners were too slow; see {@link GovernorListener}. */
    long droppedEvents();
}
