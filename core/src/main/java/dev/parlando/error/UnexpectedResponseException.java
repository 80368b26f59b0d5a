package dev.parlando.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a response does not have the requested content: another content type or format, an empty body, or JSON
 * that cannot be parsed. It is also thrown for an error object after the start of a response.
 */
public final class UnexpectedResponseException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    private final @Nullable ServiceError error;

    /** Creates an error without audio; the message describes the content received instead. */
    public UnexpectedResponseException(String message) {
        this(message, 0);
    }

    /** Creates an error for a stream that turned invalid after {@code bytesDelivered} bytes of audio. */
    public UnexpectedResponseException(String message, long bytesDelivered) {
        this(message, bytesDelivered, null);
    }

    /**
     * Creates the error for a stream in which the service reported a failure.
     *
     * @param message the failure and its remedy
     * @param bytesDelivered bytes of audio before the failure
     * @param error the error object within the response; null if there is none
     */
    public UnexpectedResponseException(String message, long bytesDelivered, @Nullable ServiceError error) {
        super(ErrorCategory.UNEXPECTED_RESPONSE, message, null, false, bytesDelivered);
        this.error = error;
    }

    private UnexpectedResponseException(UnexpectedResponseException original) {
        super(original);
        this.error = original.error;
    }

    @Override
    public UnexpectedResponseException copy() {
        return new UnexpectedResponseException(this);
    }

    @Override
    public @Nullable String requestId() {
        return error == null ? null : error.requestId();
    }

    /** Returns the error object that the response contained after its start; null if it contained none. */
    public @Nullable ServiceError error() {
        return error;
    }
}
