package dev.parlando.error;

/**
 * Thrown when a thread is interrupted while it waits for the end of an utterance. The utterance continues, and the
 * thread stays interrupted.
 */
public final class InterruptedWaitException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Creates an error. */
    public InterruptedWaitException(String message) {
        super(ErrorCategory.INTERRUPTED, message, null, false, 0);
    }

    private InterruptedWaitException(InterruptedWaitException original) {
        super(original);
    }

    @Override
    public InterruptedWaitException copy() {
        return new InterruptedWaitException(this);
    }
}
