package dev.parlando.offline.limits;

import dev.parlando.offline.load.ServiceLimits;
import org.jspecify.annotations.Nullable;

/**
 * A counter that selects every n-th request for refusal with a reason other than the concurrency limit.
 *
 * <p>Threading: confined to the event loop.
 */
final class InjectedRefusals {
    private int requests;

    /** Restarts the count when the limits change. */
    void reset() {
        requests = 0;
    }

    /** Counts a request and returns the reason to refuse it; null if it is not refused. */
    @Nullable
    OverloadReason nextRefusal(ServiceLimits limits) {
        requests++;
        if (isDue(limits.busyEvery())) {
            return OverloadReason.BUSY;
        }
        return isDue(limits.rateLimitedEvery()) ? OverloadReason.RATE : null;
    }

    private boolean isDue(int every) {
        return every > 0 && requests % every == 0;
    }
}
