package dev.parlando.error;

/**
 * Reports an answer that claims success but is not the audio that it should be: another content type, nothing at all, or
 * no JSON where that was asked for.
 */
public final class UnexpectedResponseException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Says what came instead of audio. */
    public UnexpectedResponseException(String message) {
        this(message, 0);
    }

    /** Says what came instead of audio, or after so many bytes of it. */
    public UnexpectedResponseException(String message, long bytesDelivered) {
        super(ErrorCategory.UNEXPECTED_RESPONSE, message, null, false, bytesDelivered);
    }
}
