package dev.parlando.error;

/** Reports that the engine or player was closed before the work was done. */
public final class EngineClosedException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Says what was closed. */
    public EngineClosedException(String message) {
        super(ErrorCategory.CLOSED, message, null, false, 0);
    }
}
