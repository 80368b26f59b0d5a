package dev.parlando.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * User of the workspace that is a program. Fields that the service omits are null. Immutable.
 *
 * @param id id of the service account in calls
 * @param name display name
 * @param createdAt time of creation
 * @param keys keys of the service account
 * @param other further fields by name, such as {@code default_sharing_groups}
 */
public record ServiceAccount(
        String id,
        @Nullable String name,
        @Nullable Instant createdAt,
        List<AccountKey> keys,
        Map<String, Object> other) {
    public ServiceAccount {
        Objects.requireNonNull(id, "id");
        keys = List.copyOf(keys);
        Objects.requireNonNull(other, "other");
    }
}
