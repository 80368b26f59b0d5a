package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Reports that the service refused a request, with all that it said about the reason. */
public sealed class RequestRejectedException extends ParlandoException permits AuthenticationException {
    private static final long serialVersionUID = 1L;

    private static final int SERVER_ERRORS = 500;

    private final transient ServiceError error;

    /**
     * Wraps a refusal.
     *
     * @param message what happened and what to do
     * @param error what the service said
     * @param retryable whether the same request may succeed later
     */
    public RequestRejectedException(String message, ServiceError error, boolean retryable) {
        this(ErrorCategory.REJECTED, message, error, retryable);
    }

    RequestRejectedException(ErrorCategory category, String message, ServiceError error, boolean retryable) {
        super(category, message, null, retryable, 0);
        this.error = error;
    }

    @Override
    public final RequestProgress progress() {
        return error.httpStatus() >= SERVER_ERRORS ? RequestProgress.PROCESSED : RequestProgress.REFUSED;
    }

    @Override
    public final @Nullable String requestId() {
        return error.requestId();
    }

    /** Returns what the service said. */
    public final ServiceError error() {
        return error;
    }
}
