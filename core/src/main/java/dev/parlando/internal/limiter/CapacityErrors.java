package dev.parlando.internal.limiter;

import dev.parlando.error.CapacityException;
import dev.parlando.error.Phase;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.LimitSnapshot;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Words the refusals of a gate and reads those of the service. Stateless. */
final class CapacityErrors {
    private CapacityErrors() {}

    /** Returns whether the service refused a request because too many ran, rather than because it is busy. */
    static boolean isTooManyAtOnce(@Nullable ServiceError said) {
        return said != null && (said.is("too_many_concurrent_requests") || said.is("concurrent_limit_exceeded"));
    }

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
