package dev.parlando.credentials;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * API key of the service; {@link #toString()} shows the fingerprint only. Immutable.
 *
 * <p>The class has no {@code equals} of its own and is not serialisable, so that a key cannot end up in a cache key or
 * a file by accident.
 */
public final class ApiKey {
    /** Environment variable that holds the key, unless a provider uses another source. */
    public static final String ENVIRONMENT_VARIABLE = "ELEVENLABS_API_KEY";

    private static final int FINGERPRINT_BYTES = 4;
    private static final String REPLACEMENT = "[redacted]";
    /** A shorter start of the secret at the end of a text is likely to be an ordinary word. */
    private static final int MIN_CUT_CHARS = 6;

    private final String secret;
    private final String fingerprint;

    private ApiKey(String secret) {
        this.secret = secret;
        byte[] digest = sha256().digest(bytes(secret));
        this.fingerprint = HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    }

    /**
     * Wraps a key.
     *
     * @throws InvalidRequestException if the key is empty or contains anything but visible ASCII; the message does not
     *     show it
     */
    public static ApiKey of(String secret) {
        if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new InvalidRequestException(
                    "api_key",
                    "is empty or holds a blank or a character outside ASCII; copy the key again, without line breaks");
        }
        return new ApiKey(secret);
    }

    /** Returns the secret itself, for use in the header {@code xi-api-key} only; never log it. */
    public String reveal() {
        return secret;
    }

    /**
     * Returns a short name that distinguishes keys without revealing them: a prefix of the SHA-256 hash of the secret.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** Returns whether both keys hold the same secret; compares in constant time. */
    public boolean isSameAs(ApiKey other) {
        return MessageDigest.isEqual(bytes(secret), bytes(other.secret));
    }

    private static byte[] bytes(String secret) {
        return secret.getBytes(StandardCharsets.US_ASCII);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * Returns the text with every occurrence of the secret replaced by {@code [redacted]}. The same applies to the start
     * of the secret at the end of the text, as of a text that was cut off.
     */
    public String redact(String text) {
        String clean = text.replace(secret, REPLACEMENT);
        int longest = Math.min(clean.length(), secret.length() - 1);
        for (int length = longest; length >= MIN_CUT_CHARS; length--) {
            if (clean.regionMatches(clean.length() - length, secret, 0, length)) {
                return clean.substring(0, clean.length() - length) + REPLACEMENT;
            }
        }
        return clean;
    }

    @Override
    public String toString() {
        return "ApiKey[" + fingerprint + "]";
    }
}
