package dev.parlando.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a key as the service lists it, which is without its secret; what the service left out is null. Immutable.
 *
 * @param keyId names the key in calls
 * @param name its name for people
 * @param hint a few characters of the secret, for people to know it by
 * @param serviceAccountId whose key it is
 * @param createdAt when it was created
 * @param disabled whether it is refused
 * @param disableReason why, such as {@code exposed_publicly} or {@code self_disabled}
 * @param permissions what it may do; what the service says in a way that is not understood counts as nothing
 * @param characterLimit credits that it may use in a billing period; null for no limit of its own
 * @param characterCount credits that it has used in this billing period
 * @param hashedKey hash of the secret, by which usage reports name it
 * @param allowedIps addresses that may use it; empty for all
 * @param thirdPartyDisableAllowed whether whoever holds it may disable it; null for what the workspace says
 * @param other what else the service said of it, and what has another type than expected: strings, numbers, booleans, lists
 *     and maps by name
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
        Map<String, Object> other) {}
