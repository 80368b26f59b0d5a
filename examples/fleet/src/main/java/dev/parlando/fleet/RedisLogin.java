package dev.parlando.fleet;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user of Redis with its password, which {@link #toString()} hides. Immutable.
 *
 * @param user name of the user; null for the default user
 * @param password the password or token
 */
public record RedisLogin(@Nullable String user, String password) {
    public RedisLogin {
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "RedisLogin[user=" + user + "]";
    }
}
