package dev.parlando.internal.governor;

import dev.parlando.error.CapacityException;
import dev.parlando.error.Phase;
import dev.parlando.governor.LimitSnapshot;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Words the refusals of a gate. Stateless. */
final class CapacityErrors {
    private CapacityErrors() {}

    static CapacityException expired(Ticket ticket, long nowNanos, LimitSnapshot limit, Duration retryAfter) {
        long waitedMillis = TimeUnit.NANOSECONDS.toMillis(nowNanos - ticket.firstEnteredNanos);
        CapacityException refused = ticket.lastRefusal;
        String before = refused == null ? "" : "; before that, " + refused.getMessage();
        String message = "no permit was free within " + waitedMillis + " ms: " + describe(limit) + before
                + "; ask for less at once, wait longer, or use a plan with a higher limit";
        return new CapacityException(message, refused, limit, retryAfter, Phase.PERMIT);
    }

    static CapacityException tooManyWait(LimitSnapshot limit, Duration retryAfter) {
        String message = "too many requests wait for a permit already: " + describe(limit) + "; try again in about "
                + retryAfter.toMillis() + " ms, or raise max_queued";
        return new CapacityException(message, null, limit, retryAfter, null);
    }

    private static String describe(LimitSnapshot limit) {
        return limit.inFlight() + " of " + limit.limit() + " in use in the group " + limit.modelGroup() + ", "
                + limit.queued() + " waiting";
    }
}
