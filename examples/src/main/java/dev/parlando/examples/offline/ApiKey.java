package dev.parlando.examples.offline;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Keeps the one key that the server accepts, and never shows it. Immutable. */
final class ApiKey {
    private final String value;

    /** Takes a key that can stand in a header. */
    ApiKey(String value) {
        if (value.isBlank() || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new InvalidRequestException("api_key", "must be visible ASCII characters without blanks");
        }
        this.value = value;
    }

    String value() {
        return value;
    }

    /** Refuses a request whose key is absent or wrong; the time it takes does not tell how wrong. */
    void check(@Nullable String offered) {
        if (offered == null || offered.isEmpty()) {
            throw Refusal.of(
                    401,
                    "authentication_error",
                    "missing_api_key",
                    "needs_authorization",
                    "Neither authorization header nor xi-api-key received, please provide one.",
                    "xi-api-key");
        }
        if (!MessageDigest.isEqual(bytes(offered), bytes(value))) {
            throw Refusal.of(
                    401, "authentication_error", "unauthorized", "invalid_api_key", "Invalid API key", "xi-api-key");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
