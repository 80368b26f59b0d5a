package dev.parlando.error;

/** Thrown when the service does not accept the API key, or when the request carried none. */
public final class AuthenticationException extends RequestRejectedException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error for a request rejected because of its key.
     *
     * @param message the failure and its remedy; never contains the key
     * @param error the error object of the response
     */
    public AuthenticationException(String message, ServiceError error) {
        super(ErrorCategory.AUTHENTICATION, message, error, false);
    }

    private AuthenticationException(AuthenticationException original) {
        super(original);
    }

    @Override
    public AuthenticationException copy() {
        return new AuthenticationException(this);
    }

    /**
     * Returns whether the service has rejected the key for good: it is wrong, deleted, disabled or was exposed
     * publicly. Otherwise the request carried no key, the key lacks a permission, or the service stated no reason.
     */
    public boolean isKeyRejected() {
        return error().rejectsKey();
    }
}
