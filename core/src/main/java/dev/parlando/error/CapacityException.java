package dev.parlando.error;

import dev.parlando.governor.LimitSnapshot;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thrown when the service or a limit of the engine has no room for the request at present. Waiting helps. */
public final class CapacityException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final @Nullable ServiceError error;
    private final @Nullable LimitSnapshot limit;
    private final @Nullable Duration retryAfter;
    private final @Nullable TimeoutPhase timeoutPhase;

    /**
     * Creates the error for a request that the service rejected, or for which no connection had room.
     *
     * @param message the failure and its remedy
     * @param error the error object of the response; null if the request was not sent
     */
    public CapacityException(String message, @Nullable ServiceError error) {
        super(ErrorCategory.CAPACITY, message, null, true, 0);
        this.error = error;
        this.limit = null;
        this.retryAfter = error == null ? null : error.retryAfter();
        this.timeoutPhase = null;
    }

    /**
     * Creates the error for a request that got no permit.
     *
     * @param message the failure and its remedy
     * @param lastRefusal the previous rejection of this request by the service; null if it was never sent
     * @param limit the limit that held the request back
     * @param retryAfter the estimated time until a permit is free
     * @param timeoutPhase {@link TimeoutPhase#PERMIT} if the request waited in the queue; null if the queue was full
     */
    public CapacityException(
            String message,
            @Nullable CapacityException lastRefusal,
            LimitSnapshot limit,
            Duration retryAfter,
            @Nullable TimeoutPhase timeoutPhase) {
        super(ErrorCategory.CAPACITY, message, lastRefusal, true, 0);
        this.error = lastRefusal == null ? null : lastRefusal.error;
        this.limit = Objects.requireNonNull(limit, "limit");
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
        this.timeoutPhase = timeoutPhase;
    }

    private CapacityException(CapacityException original) {
        super(original);
        this.error = original.error;
        this.limit = original.limit;
        this.retryAfter = original.retryAfter;
        this.timeoutPhase = original.timeoutPhase;
    }

    @Override
    public CapacityException copy() {
        return new CapacityException(this);
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

    /** Returns the error object of the response; null if the engine held the request back. */
    public @Nullable ServiceError error() {
        return error;
    }

    /** Returns the limit that held the request back; null if the service rejected it or no connection had room. */
    public @Nullable LimitSnapshot limit() {
        return limit;
    }

    /** Returns the time after which there may be room; null if it is unknown. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
