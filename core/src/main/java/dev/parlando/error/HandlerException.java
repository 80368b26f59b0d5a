package dev.parlando.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the caller's own handler threw an exception, which is then the {@link #getCause()}, or held its stream for
 * too long, which {@link #timeoutPhase()} then states. The stream was reset.
 */
public final class HandlerException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final @Nullable TimeoutPhase timeoutPhase;

    /** Creates an error with the exception of the handler as its cause. */
    public HandlerException(String message, Throwable cause) {
        this(message, Objects.requireNonNull(cause, "cause"), null);
    }

    private HandlerException(String message, @Nullable Throwable cause, @Nullable TimeoutPhase timeoutPhase) {
        super(ErrorCategory.HANDLER, message, cause, false, 0);
        this.timeoutPhase = timeoutPhase;
    }

    @Override
    public HandlerException copy() {
        return new HandlerException(getMessage(), getCause(), timeoutPhase);
    }

    /** Returns an error for a handler that held its stream for too long. */
    public static HandlerException held(String message) {
        return new HandlerException(Objects.requireNonNull(message, "message"), null, TimeoutPhase.HOLD);
    }

    @Override
    public @Nullable TimeoutPhase timeoutPhase() {
        return timeoutPhase;
    }
}
