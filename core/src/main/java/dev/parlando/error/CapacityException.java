package dev.parlando.error;

import dev.parlando.governor.LimitSnapshot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reports that there is no room for the request right now, at the service or within its limits; waiting helps. */
public final class CapacityException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ServiceError error;
    private final transient @Nullable LimitSnapshot limit;
    private final @Nullable Duration retryAfter;
    private final @Nullable TimeoutPhase timeoutPhase;

    /**
     * Wraps a refusal for want of capacity.
     *
     * @param message what happened and what to do
     * @param error what the service said; null if it was not asked
     */
    public CapacityException(String message, @Nullable ServiceError error) {
        super(ErrorCategory.CAPACITY, message, null, true, 0);
        this.error = error;
        this.limit = null;
        this.retryAfter = error == null ? null : error.retryAfter();
        this.timeoutPhase = null;
    }

    /**
     * Reports that no permit was given.
     *
     * @param message what happened and what to do
     * @param lastRefusal what the service had said to the request before; null if it was never sent
     * @param limit the limit that it met
     * @param retryAfter after how long there may be room
     * @param timeoutPhase {@link TimeoutPhase#PERMIT} if the request has waited; null if it could not even do that
     */
    public CapacityException(
            String message,
            @Nullable CapacityException lastRefusal,
            LimitSnapshot limit,
            Duration retryAfter,
            @Nullable TimeoutPhase timeoutPhase) {
        super(ErrorCategory.CAPACITY, message, lastRefusal, true, 0);
        this.error = lastRefusal == null ? null : lastRefusal.error;
        this.limit = limit;
        this.retryAfter = retryAfter;
        this.timeoutPhase = timeoutPhase;
    }

    @Override
    public RequestProgress progress() {
        return RequestProgress.REFUSED;
    }

    @Override
    public @Nullable String requestId() {
        return error == null ? null : error.requestId();
    }

    @Override
    public @Nullable TimeoutPhase timeoutPhase() {
        return timeoutPhase;
    }

    /** Returns what the service said; null if it was this side that had no room. */
    public @Nullable ServiceError error() {
        return error;
    }

    /** Returns the limit that kept the request back; null if it was the service itself that refused it. */
    public @Nullable LimitSnapshot limit() {
        return limit;
    }

    /** Returns after how long there may be room; null if nobody knows. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
