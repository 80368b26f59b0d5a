package dev.parlando.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Key as listed by the service, without its secret. Fields that the service omits are null. Immutable.
 *
 * @param keyId id of the key in calls
 * @param name display name
 * @param hint a few characters of the secret, by which a person recognises the key
 * @param serviceAccountId id of the service account that owns the key
 * @param createdAt time of creation
 * @param disabled whether the service rejects the key
 * @param disableReason reason, such as {@code exposed_publicly} or {@code self_disabled}
 * @param permissions permissions of the key; an unrecognised value counts as none
 * @param characterLimit credits that the key may use in a billing period; null for no limit of its own
 * @param characterCount credits used in this billing period
 * @param hashedKey hash of the secret, which identifies the key in usage reports
 * @param allowedIps addresses that may use the key; empty for all
 * @param thirdPartyDisableAllowed whether any holder may disable the key; null for the workspace's setting
 * @param other further fields by name, and fields of an unexpected type: strings, numbers, booleans, lists and maps
 */
public record AccountKey(
        String keyId,
        @Nullable String name,
        @Nullable String hint,
        @Nullable String serviceAccountId,
        @Nullable Instant createdAt,
        boolean disabled,
        @Nullable String disableReason,
        Permissions permissions,
        @Nullable Long characterLimit,
        @Nullable Long characterCount,
        @Nullable String hashedKey,
        List<IpRange> allowedIps,
        @Nullable Boolean thirdPartyDisableAllowed,
        Map<String, Object> other) {
    public AccountKey {
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(permissions, "permissions");
        allowedIps = List.copyOf(allowedIps);
        Objects.requireNonNull(other, "other");
    }
}
