package dev.parlando.error;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Root of all exceptions that Parlando throws. {@link #category()} is the value to switch over. Later versions may add
 * categories and subclasses.
 *
 * <p>Messages state the failure, its place and the remedy. They never contain a key or the text to be spoken.
 *
 * <p>All are serializable with their values, provided that the cause is.
 *
 * <p>The package description maps each category to its class, its retry behaviour and its remedy.
 */
public abstract class ParlandoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCategory category;
    private final boolean retryable;
    private final long bytesDelivered;

    ParlandoException(
            ErrorCategory category, String message, @Nullable Throwable cause, boolean retryable, long bytesDelivered) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.category = category;
        this.retryable = retryable;
        this.bytesDelivered = bytesDelivered;
    }

    /** Creates a copy, whose cause is the original. */
    ParlandoException(ParlandoException original) {
        this(original.category, original.getMessage(), original, original.retryable, original.bytesDelivered);
    }

    /**
     * Returns another error of the same type, with the same message and values. Its cause is this error, or the cause of
     * this error if its type defines the meaning of that.
     *
     * <p>An exception can be changed, such as by {@link #addSuppressed}. Several calls that end for the same reason
     * therefore get a copy each.
     */
    public abstract ParlandoException copy();

    /**
     * Returns the Parlando error of a failed stage, without the {@link CompletionException} and
     * {@link ExecutionException} wrappers that the JDK adds. Any other failure becomes the cause of an
     * {@link InternalException}.
     */
    public static ParlandoException from(Throwable failure) {
        Throwable cause = Objects.requireNonNull(failure, "failure");
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ParlandoException error) {
            return error;
        }
        return new InternalException(cause);
    }

    /** Returns the category of this error. */
    public final ErrorCategory category() {
        return category;
    }

    /**
     * Returns whether the same request may succeed later without a change. No audio of a retryable request was
     * delivered. For a {@link PlaybackException} it means that opening the sink again may succeed.
     */
    public final boolean retryable() {
        return retryable;
    }

    /**
     * Returns the progress of the request. The default is {@link RequestProgress#PROCESSED}, for failures that may have
     * happened after processing.
     */
    public RequestProgress progress() {
        return RequestProgress.PROCESSED;
    }

    /** Returns the request id assigned by the service, for its support; null if there is none. */
    public @Nullable String requestId() {
        return null;
    }

    /** Returns the phase that timed out; null if this is not a timeout. */
    public @Nullable TimeoutPhase timeoutPhase() {
        return null;
    }

    /** Returns the number of audio bytes received before the failure. */
    public final long bytesDelivered() {
        return bytesDelivered;
    }

    /** Returns the message, which is never null. */
    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
