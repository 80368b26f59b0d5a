package dev.parlando.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thrown when the service rejected a request; carries the complete error object of the response. */
public sealed class RequestRejectedException extends ParlandoException permits AuthenticationException {
    private static final long serialVersionUID = 1L;

    private final ServiceError error;

    /**
     * Creates the error for a rejected request.
     *
     * @param message the failure and its remedy
     * @param error the error object of the response
     * @param retryable whether the same request may succeed later
     */
    public RequestRejectedException(String message, ServiceError error, boolean retryable) {
        this(ErrorCategory.REJECTED, message, error, retryable);
    }

    RequestRejectedException(ErrorCategory category, String message, ServiceError error, boolean retryable) {
        super(category, message, null, retryable, 0);
        this.error = Objects.requireNonNull(error, "error");
    }

    RequestRejectedException(RequestRejectedException original) {
        super(original);
        this.error = original.error;
    }

    @Override
    public RequestRejectedException copy() {
        return new RequestRejectedException(this);
    }

    @Override
    public final RequestProgress progress() {
        return error.mayBeProcessed() ? RequestProgress.PROCESSED : RequestProgress.REFUSED;
    }

    @Override
    public final @Nullable String requestId() {
        return error.requestId();
    }

    /** Returns the error object of the response. */
    public final ServiceError error() {
        return error;
    }
}
