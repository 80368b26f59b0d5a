package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/** Reports that the service has no room for the request right now; waiting helps. */
public final class CapacityException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ServiceError error;

    /**
     * Wraps a refusal for want of capacity.
     *
     * @param message what happened and what to do
     * @param error what the service said; null if it was not asked
     */
    public CapacityException(String message, @Nullable ServiceError error) {
        super(ErrorCategory.CAPACITY, message, null, true, 0);
        this.error = error;
    }

    @Override
    public Progress progress() {
        return Progress.REFUSED;
    }

    @Override
    public @Nullable String requestId() {
        return error == null ? null : error.requestId();
    }

    /** Returns what the service said; null if it was this side that had no room. */
    public @Nullable ServiceError error() {
        return error;
    }
}
