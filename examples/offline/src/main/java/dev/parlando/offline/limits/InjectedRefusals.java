package dev.parlando.offline.limits;

import dev.parlando.offline.load.ServiceLimits;
import org.jspecify.annotations.Nullable;

/**
 * Picks each n-th request to be refused for a reason that is not the limit. Threading: confined to the event loop.
 */
final class InjectedRefusals {
    private int requests;

    /** Counts from the beginning, as the limits are new. */
    void reset() {
        requests = 0;
    }

    /** Counts a request and returns why it is refused; null if it is not. */
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
