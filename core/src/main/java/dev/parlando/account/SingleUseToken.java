package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;

/**
 * Holds a secret that is good for one connection within 15 minutes, and can be given to a client that must not have the
 * key; it never prints itself. Immutable.
 */
public final class SingleUseToken {
    private final String secret;

    private SingleUseToken(String secret) {
        this.secret = secret;
    }

    /**
     * Wraps a token.
     *
     * @throws InvalidRequestException if it is blank
     */
    public static SingleUseToken of(String secret) {
        if (secret.isBlank()) {
            throw new InvalidRequestException("token", "is blank");
        }
        return new SingleUseToken(secret);
    }

    /** Returns the token itself, for the client that it is meant for; never log it, nor the URL that it becomes part of. */
    public String reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return "SingleUseToken[redacted]";
    }
}
