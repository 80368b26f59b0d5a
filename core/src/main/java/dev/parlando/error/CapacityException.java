package dev.parlando.error;

/** Reports that the service has no room for the request right now; waiting helps. */
public final class CapacityException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final transient ServiceError error;

    /**
     * Wraps a refusal for want of capacity.
     *
     * @param message what happened and what to do
     * @param error what the service said
     */
    public CapacityException(String message, ServiceError error) {
        super(ErrorCategory.CAPACITY, message, null, true, 0);
        this.error = error;
    }

    /** Returns what the service said. */
    public ServiceError error() {
        return error;
    }
}
