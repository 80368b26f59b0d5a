package dev.parlando.internal.limiter;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ServiceError;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.governor.LimitSnapshot;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A factory of the errors of a limiter, and a classifier of those of the service. Stateless. */
final class CapacityErrors {
    private CapacityErrors() {}

    /** Returns whether the service refused a request because too many were running, rather than because it is busy. */
    static boolean isTooManyConcurrent(@Nullable ServiceError error) {
        return error != null
                && (error.hasReason("too_many_concurrent_requests") || error.hasReason("concurrent_limit_exceeded"));
    }

    static CapacityException permitTimeout(
            PermitRequest request, long nowNanos, LimitSnapshot limit, Duration retryAfter) {
        long waitedMillis = TimeUnit.NANOSECONDS.toMillis(nowNanos - request.submittedNanos);
        CapacityException lastRefusal = request.lastRefusal;
        String before = lastRefusal == null ? "" : "; before that, " + lastRefusal.getMessage();
        String message = "no permit was free within " + waitedMillis + " ms: " + describe(limit) + before
                + "; send fewer concurrent requests, wait longer, or use a plan with a higher limit";
        return new CapacityException(message, lastRefusal, limit, retryAfter, TimeoutPhase.PERMIT);
    }

    static CapacityException queueFull(LimitSnapshot limit, Duration retryAfter) {
        String message = "too many requests wait for a permit already: " + describe(limit) + "; try again in about "
                + retryAfter.toMillis() + " ms, or raise max_queued";
        return new CapacityException(message, null, limit, retryAfter, null);
    }

    private static String describe(LimitSnapshot limit) {
        return limit.inFlight() + " of " + limit.limit() + " in use in the group " + limit.modelGroup() + ", "
                + limit.queued() + " waiting";
    }
}
