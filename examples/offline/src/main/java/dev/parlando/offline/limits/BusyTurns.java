package dev.parlando.offline.limits;

import dev.parlando.offline.load.ServiceLimits;
import org.jspecify.annotations.Nullable;

/**
 * Picks each n-th request to be refused for a reason that is not the limit. Threading: confined to the event loop.
 */
final class BusyTurns {
    private int arrived;

    /** Counts from the beginning, as the limits are new. */
    void restart() {
        arrived = 0;
    }

    /** Counts a request and returns why it is refused; null if it is not. */
    @Nullable
    Congestion next(ServiceLimits limits) {
        arrived++;
        if (isTurn(limits.busyEvery())) {
            return Congestion.BUSY;
        }
        return isTurn(limits.rateLimitedEvery()) ? Congestion.RATE : null;
    }

    private boolean isTurn(int every) {
        return every > 0 && arrived % every == 0;
    }
}
