package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;

/**
 * Secret for one connection within 15 minutes, to be given to a client that must not have the key. Immutable;
 * {@link #toString()} does not show it.
 */
public final class SingleUseToken {
    private final String secret;

    private SingleUseToken(String secret) {
        this.secret = secret;
    }

    /**
     * Wraps a token.
     *
     * @throws InvalidRequestException if the token is blank
     */
    public static SingleUseToken of(String secret) {
        if (secret.isBlank()) {
            throw new InvalidRequestException("token", "is blank");
        }
        return new SingleUseToken(secret);
    }

    /** Returns the token itself, for the intended client only. Never log it, nor a URL that contains it. */
    public String reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return "SingleUseToken[redacted]";
    }
}
