package dev.parlando.credentials;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Holds the secret that the service bills by; it never prints itself.
 *
 * <p>Immutable. It has no {@code equals} of its own and is not serialisable, so that it cannot end up in a cache key or a
 * file by accident.
 */
public final class ApiKey {
    /** The environment variable that {@link #fromEnvironment()} reads. */
    public static final String ENVIRONMENT_VARIABLE = "ELEVENLABS_API_KEY";

    private static final int FINGERPRINT_BYTES = 4;

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /**
     * Wraps a key.
     *
     * @throws InvalidRequestException if it is empty or holds anything but visible ASCII; the message does not show it
     */
    public static ApiKey of(String secret) {
        if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new InvalidRequestException(
                    "api_key",
                    "is empty or holds a blank or a character outside ASCII; copy the key again, without line breaks");
        }
        return new ApiKey(secret);
    }

    /** Returns the key in {@value #ENVIRONMENT_VARIABLE}; empty if that is not set or blank. */
    public static Optional<ApiKey> fromEnvironment() {
        return Optional.ofNullable(System.getenv(ENVIRONMENT_VARIABLE))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(ApiKey::of);
    }

    /** Returns the secret itself, for the header {@code xi-api-key} and nothing else; never log it. */
    public String reveal() {
        return secret;
    }

    /** Returns a short name that tells keys apart and does not give them away: a part of the SHA-256 of the secret. */
    public String fingerprint() {
        byte[] digest = sha256().digest(secret.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Returns the text with every occurrence of the secret blacked out. */
    public String redact(String text) {
        return text.replace(secret, "[redacted]");
    }

    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }
}
