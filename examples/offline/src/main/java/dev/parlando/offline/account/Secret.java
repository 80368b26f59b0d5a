package dev.parlando.offline.account;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keeps what a client must send to be let in, and never shows it. Immutable. */
public final class Secret {
    /** A shorter secret would be given away by its last letters. */
    private static final int LEAST_LENGTH_FOR_HINT = 16;

    private static final int HINT_LENGTH = 4;

    private final String value;

    /** Takes a secret that can stand in a header. */
    public Secret(String value) {
        if (value.isBlank() || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new InvalidRequestException("api_key", "must be visible ASCII characters without blanks");
        }
        this.value = value;
    }

    public String value() {
        return value;
    }

    /** Returns a few letters by which a person knows the secret again. */
    String hint() {
        return value.length() < LEAST_LENGTH_FOR_HINT ? "..." : "..." + value.substring(value.length() - HINT_LENGTH);
    }

    String hash() {
        return hash(value);
    }

    /** Returns the hash of what somebody sent; looked up by it, a guess does not tell how near it came. */
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
