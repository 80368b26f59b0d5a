package dev.parlando.error;

/** Reports that the service does not accept the key, or that none was set. */
public final class AuthenticationException extends RequestRejectedException {
    private static final long serialVersionUID = 1L;

    /**
     * Wraps a refusal of the key.
     *
     * @param message what happened and what to do; never the key
     * @param error what the service said
     */
    public AuthenticationException(String message, ServiceError error) {
        super(ErrorCategory.AUTHENTICATION, message, error, false);
    }

    /**
     * Returns whether the service takes the key no more, whatever it is asked: it is wrong, deleted, disabled or was found in
     * public. Otherwise the key is good, but none was sent or it may not do what was asked.
     */
    public boolean isKeyRejected() {
        return error().rejectsKey();
    }
}
