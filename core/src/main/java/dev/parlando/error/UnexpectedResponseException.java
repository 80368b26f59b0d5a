package dev.parlando.error;

/** Reports an answer that claims success but holds no audio: another content type, or nothing at all. */
public final class UnexpectedResponseException extends ParlandoException {
    private static final long serialVersionUID = 1L;

    /** Says what came instead of audio. */
    public UnexpectedResponseException(String message) {
        super(ErrorCategory.UNEXPECTED_RESPONSE, message, null, false, 0);
    }
}
