package dev.parlando.credentials;

import org.jspecify.annotations.Nullable;

/**
 * Holds the key to use and, perhaps, another one for when the service no longer takes that. Immutable.
 *
 * @param active the key that new requests carry
 * @param standby the key to use once the service refuses the active one for good; null for none
 */
public record ApiKeys(ApiKey active, @Nullable ApiKey standby) {
    /** Holds one key and none for later. */
    public static ApiKeys of(ApiKey active) {
        return new ApiKeys(active, null);
    }

    /**
     * Reads what a file that {@link ApiKeyProvider#file} provides holds.
     *
     * @throws dev.parlando.error.InvalidRequestException if that is no key; its words repeat nothing of the text
     */
    public static ApiKeys parse(String text) {
        return KeyFileParser.parse(text, "the text");
    }

    /** Returns whether the key is one of these. */
    public boolean contains(ApiKey key) {
        return key.isSameAs(active) || (standby != null && key.isSameAs(standby));
    }

    /** Returns whether these are the same secrets in the same places. */
    public boolean isSameAs(ApiKeys other) {
        return active.isSameAs(other.active)
                && (standby == null ? other.standby == null : other.standby != null && standby.isSameAs(other.standby));
    }
}
