package dev.parlando.error;

/** Thrown when the engine or player was closed before the operation completed. */
public final class EngineClosedException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Creates an error; the message names the closed object. */
    public EngineClosedException(String message) {
        super(ErrorCategory.CLOSED, message, null, false, 0);
    }

    private EngineClosedException(EngineClosedException original) {
        super(original);
    }

    @Override
    public EngineClosedException copy() {
        return new EngineClosedException(this);
    }
}
