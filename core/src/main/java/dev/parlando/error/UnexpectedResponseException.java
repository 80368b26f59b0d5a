package dev.parlando.error;

/**
 * Thrown when a response does not have the requested content: another content type, an empty body, or JSON that cannot
 * be parsed.
 */
public final class UnexpectedResponseException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Creates an error without audio; the message describes the content received instead. */
    public UnexpectedResponseException(String message) {
        this(message, 0);
    }

    /** Creates an error for a stream that turned invalid after {@code bytesDelivered} bytes of audio. */
    public UnexpectedResponseException(String message, long bytesDelivered) {
        super(ErrorCategory.UNEXPECTED_RESPONSE, message, null, false, bytesDelivered);
    }
}
