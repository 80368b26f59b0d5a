package dev.parlando.credentials;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Active key and optional standby, which is used once the service rejects the active key. Immutable.
 *
 * @param active the key that new requests carry
 * @param standby the key to use once the service has rejected the active one for good; null for none
 */
public record ApiKeys(ApiKey active, @Nullable ApiKey standby) {
    public ApiKeys {
        Objects.requireNonNull(active, "active");
    }

    /** Returns one key without a standby. */
    public static ApiKeys of(ApiKey active) {
        return new ApiKeys(active, null);
    }

    /**
     * Parses text in the format of a file for {@link ApiKeyProvider#file}.
     *
     * @throws dev.parlando.error.InvalidRequestException if the text holds no key; the message repeats no part of the
     *     text
     */
    public static ApiKeys parse(String text) {
        return KeyFileParser.parse(text, "the text");
    }

    /** Returns whether the key is the active one or the standby. */
    public boolean contains(ApiKey key) {
        return key.isSameAs(active) || (standby != null && key.isSameAs(standby));
    }

    /** Returns whether both hold the same active secret and the same standby secret. */
    public boolean isSameAs(ApiKeys other) {
        return active.isSameAs(other.active)
                && (standby == null ? other.standby == null : other.standby != null && standby.isSameAs(other.standby));
    }
}
