package dev.parlando.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a user of the workspace that is a program. Immutable.
 *
 * @param id names it in calls
 * @param name its name for people
 * @param createdAt when it was created
 * @param keys its keys
 * @param other what else the service said of it, such as {@code default_sharing_groups}
 */
public record ServiceAccount(
        String id,
        @Nullable String name,
        @Nullable Instant createdAt,
        List<AccountKey> keys,
        Map<String, Object> other) {}
