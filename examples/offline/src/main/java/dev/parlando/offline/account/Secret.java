package dev.parlando.offline.account;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The secret of an API key, which is never logged or displayed. Immutable. */
public final class Secret {
    /** The last letters of a shorter secret would reveal too much of it. */
    private static final int LEAST_LENGTH_FOR_HINT = 16;

    private static final int HINT_LENGTH = 4;

    private final String value;

    /**
     * Creates a secret from a valid header value.
     *
     * @throws InvalidRequestException if the value is not visible ASCII without blanks
     */
    public Secret(String value) {
        if (value.isBlank() || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new InvalidRequestException("api_key", "must be visible ASCII characters without blanks");
        }
        this.value = value;
    }

    public String value() {
        return value;
    }

    /** Returns the last letters of the secret, by which a person can identify it. */
    String hint() {
        return value.length() < LEAST_LENGTH_FOR_HINT ? "..." : "..." + value.substring(value.length() - HINT_LENGTH);
    }

    String hash() {
        return hash(value);
    }

    /**
     * Returns the hash of a secret. A lookup by hash does not reveal through its timing how similar a guess is to the
     * secret.
     */
    public static String hash(String candidate) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(candidate.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
