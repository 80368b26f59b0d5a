package dev.parlando.account;

import dev.parlando.credentials.ApiKey;
import java.util.Objects;

/**
 * Newly created key. Immutable.
 *
 * @param keyId id of the key in calls
 * @param secret the key itself, which the service does not return again
 */
public record CreatedKey(String keyId, ApiKey secret) {
    public CreatedKey {
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(secret, "secret");
    }
}
