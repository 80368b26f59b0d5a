package dev.parlando.error;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Is the root of everything that can go wrong in Parlando; the family is closed, so a switch over it is complete.
 *
 * <p>Messages say what went wrong, where, and what to do. They never hold a key or the text to be spoken.
 */
public abstract sealed class ParlandoException extends RuntimeException
        permits InvalidRequestException,
                RequestRejectedException,
                CapacityException,
                TransportException,
                UnexpectedResponseException,
                TruncatedAudioException,
                DecodeException,
                PlaybackException,
                HandlerException,
                EngineClosedException {
    private static final long serialVersionUID = 1L;

    private final ErrorCategory category;
    private final boolean retryable;
    private final long bytesDelivered;

    ParlandoException(
            ErrorCategory category, String message, @Nullable Throwable cause, boolean retryable, long bytesDelivered) {
        super(message, cause);
        this.category = category;
        this.retryable = retryable;
        this.bytesDelivered = bytesDelivered;
    }

    /**
     * Returns the error that a stage of ours failed with, out of the wrappers that the JDK puts around it.
     *
     * @throws IllegalArgumentException if it failed with something else
     */
    public static ParlandoException from(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ParlandoException error) {
            return error;
        }
        throw new IllegalArgumentException("not an error of this family", failure);
    }

    /** Returns what kind of trouble this is. */
    public final ErrorCategory category() {
        return category;
    }

    /** Returns whether the same request may succeed later without a change; nothing of it was heard. */
    public final boolean retryable() {
        return retryable;
    }

    /** Returns how far the request got; what is not known to have stopped earlier counts as processed. */
    public RequestProgress progress() {
        return RequestProgress.PROCESSED;
    }

    /** Returns what the service calls the request, for its support; null if it gave no name. */
    public @Nullable String requestId() {
        return null;
    }

    /** Returns the phase whose time ran out; null if this is no time-out. */
    public @Nullable TimeoutPhase timeoutPhase() {
        return null;
    }

    /** Returns how many bytes of audio had been received before the failure. */
    public final long bytesDelivered() {
        return bytesDelivered;
    }

    /** Returns the message, which is never absent. */
    @Override
    public final String getMessage() {
        String message = super.getMessage();
        return message == null ? category.name() : message;
    }
}
