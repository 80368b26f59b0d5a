package dev.parlando.fleet;

import dev.parlando.error.InvalidRequestException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Fleet}. Immutable; start with {@link #of(URI)} and call the {@code with} methods, which reject a
 * value outside its range with an {@link InvalidRequestException}.
 */
public final class FleetSettings {
    private static final int MAX_LIMIT = 10_000;

    private final Values values;

    private FleetSettings(Values values) {
        check(values.account == null || !values.account.isBlank(), "account", "is blank");
        check(!values.name.isBlank(), "name", "is blank");
        checkRange("lease", values.lease, Duration.ofMillis(300), Duration.ofMinutes(1));
        checkRange("timeout", values.redis.timeout(), Duration.ofMillis(10), values.lease.dividedBy(3));
        checkRange("initial_limit", values.initialLimit, 1, MAX_LIMIT);
        this.values = values;
    }

    private FleetSettings with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new FleetSettings(copy);
    }

    /**
     * Returns settings for the account of the engine's key.
     *
     * @param redis {@code redis://[user:password@]host[:port][/database]}; the scheme rediss is for TLS
     * @throws InvalidRequestException if it is another kind of URI
     */
    public static FleetSettings of(URI redis) {
        return new FleetSettings(new Values(RedisSettings.of(redis)));
    }

    /** Returns settings for an account with a name, which all its engines use, also those with other keys. */
    public static FleetSettings of(URI redis, String account) {
        return of(redis).withAccount(account);
    }

    private static String hostName() {
        String name = System.getenv("HOSTNAME");
        return name == null || name.isBlank() ? "localhost" : name;
    }

    /** Returns the settings of the connection to Redis. */
    public RedisSettings redis() {
        return values.redis;
    }

    /** Returns the address of Redis, without its password. */
    public URI server() {
        return values.redis.server();
    }

    /** Returns the supplier of the user and the password for each connection; null if there is none. */
    public @Nullable Supplier<RedisLogin> login() {
        return values.redis.login();
    }

    /** Returns a copy with a user and password that are read for each connection, so that they can change. */
    public FleetSettings withLogin(Supplier<RedisLogin> login) {
        return with(copy -> copy.redis = copy.redis.withLogin(login));
    }

    /** Returns the name of the account; null for {@code key:} and the fingerprint of the key. */
    public @Nullable String account() {
        return values.account;
    }

    /** Returns a copy with the name of the account, which all its engines must use. */
    public FleetSettings withAccount(String account) {
        Objects.requireNonNull(account, "account");
        return with(copy -> copy.account = account);
    }

    /** Returns the name of this engine in the figures; by default the process and the host. */
    public String name() {
        return values.name;
    }

    /** Returns a copy with another name of this engine in the figures. */
    public FleetSettings withName(String name) {
        Objects.requireNonNull(name, "name");
        return with(copy -> copy.name = name);
    }

    /** Returns the time after which the permits of an engine that is not heard from are free for others. */
    public Duration lease() {
        return values.lease;
    }

    /** Returns a copy with another lease, 0.3 s to 1 min. All engines of an account should use the same. */
    public FleetSettings withLease(Duration lease) {
        return with(copy -> copy.lease = lease);
    }

    /** Returns the longest wait for Redis. */
    public Duration timeout() {
        return values.redis.timeout();
    }

    /** Returns a copy with another longest wait for Redis, 10 ms to a third of the lease. */
    public FleetSettings withTimeout(Duration timeout) {
        return with(copy -> copy.redis = copy.redis.withTimeout(timeout));
    }

    /** Returns the limit of each model group until the service has reported one to any engine. */
    public int initialLimit() {
        return values.initialLimit;
    }

    /** Returns a copy with another limit of each model group until the service has reported one, 1 to 10,000. */
    public FleetSettings withInitialLimit(int limit) {
        return with(copy -> copy.initialLimit = limit);
    }

    /** Returns the certificates and keys for {@code rediss}; null for those of the JVM. */
    public @Nullable SSLContext sslContext() {
        return values.redis.sslContext();
    }

    /** Returns a copy with other certificates and keys for {@code rediss}. */
    public FleetSettings withSslContext(SSLContext context) {
        return with(copy -> copy.redis = copy.redis.withSslContext(context));
    }

    static void check(boolean valid, String option, String problem) {
        if (!valid) {
            throw new InvalidRequestException("fleet." + option, problem);
        }
    }

    static <T extends Comparable<T>> void checkRange(String option, T value, T min, T max) {
        Objects.requireNonNull(value, option);
        check(
                value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                option,
                value + " is outside " + min + " to " + max);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FleetSettings settings && values.all().equals(settings.values.all());
    }

    @Override
    public int hashCode() {
        return values.all().hashCode();
    }

    /** Describes the settings without the login. */
    @Override
    public String toString() {
        return "FleetSettings[server=" + server() + ", account=" + account() + ", name=" + name() + ", lease=" + lease()
                + ", timeout=" + timeout() + ", initialLimit=" + initialLimit() + "]";
    }

    private static final class Values {
        RedisSettings redis;
        String name = ProcessHandle.current().pid() + "@" + hostName();
        Duration lease = Duration.ofSeconds(3);
        int initialLimit = 2;

        @Nullable
        String account;

        Values(RedisSettings redis) {
            this.redis = redis;
        }

        Values copy() {
            Values copy = new Values(redis);
            copy.name = name;
            copy.lease = lease;
            copy.initialLimit = initialLimit;
            copy.account = account;
            return copy;
        }

        List<@Nullable Object> all() {
            return Arrays.asList(redis, name, lease, initialLimit, account);
        }
    }
}
