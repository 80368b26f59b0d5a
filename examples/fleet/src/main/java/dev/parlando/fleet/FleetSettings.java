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
    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_PORT = 6379;

    private final Values values;

    private FleetSettings(Values values) {
        checkServer(values.server);
        check(values.account == null || !values.account.isBlank(), "account", "is blank");
        check(!values.name.isBlank(), "name", "is blank");
        checkRange("lease", values.lease, Duration.ofMillis(300), Duration.ofMinutes(1));
        checkRange("timeout", values.timeout, Duration.ofMillis(10), values.lease.dividedBy(3));
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
        check(redis.getHost() != null, "redis", "has no host; write redis://host:port");
        Values values = new Values(withoutUser(redis));
        values.login = loginOf(redis);
        return new FleetSettings(values);
    }

    /** Returns settings for an account with a name, which all its engines use, also those with other keys. */
    public static FleetSettings of(URI redis, String account) {
        return of(redis).withAccount(account);
    }

    private static String hostName() {
        String name = System.getenv("HOSTNAME");
        return name == null || name.isBlank() ? "localhost" : name;
    }

    private static @Nullable Supplier<RedisLogin> loginOf(URI redis) {
        String userInfo = redis.getUserInfo();
        if (userInfo == null || userInfo.isEmpty()) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        check(colon >= 0, "redis", "has a user without a password; write redis://user:password@host");
        String user = colon == 0 ? null : userInfo.substring(0, colon);
        RedisLogin login = new RedisLogin(user, userInfo.substring(colon + 1));
        return () -> login;
    }

    private static URI withoutUser(URI redis) {
        String path = redis.getRawPath() == null ? "" : redis.getRawPath();
        int port = redis.getPort() < 0 ? DEFAULT_PORT : redis.getPort();
        return URI.create(redis.getScheme() + "://" + redis.getHost() + ":" + port + path);
    }

    private static void checkServer(URI server) {
        boolean known = "redis".equals(server.getScheme()) || "rediss".equals(server.getScheme());
        check(known, "redis", "is not a redis:// or rediss:// URI");
        check(server.getRawUserInfo() == null, "redis", "has a user; pass it as login");
        check(server.getPort() > 0 && server.getPort() <= MAX_PORT, "redis", "has no valid port");
        check(
                server.getRawPath().matches("/?|/[0-9]{1,4}"),
                "redis",
                "has a path that is not the number of a database");
    }

    /** Returns the address of Redis, without its password. */
    public URI server() {
        return values.server;
    }

    /** Returns the supplier of the user and the password for each connection; null if there is none. */
    public @Nullable Supplier<RedisLogin> login() {
        return values.login;
    }

    /** Returns a copy with a user and password that are read for each connection, so that they can change. */
    public FleetSettings withLogin(Supplier<RedisLogin> login) {
        Objects.requireNonNull(login, "login");
        return with(copy -> copy.login = login);
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
        return values.timeout;
    }

    /** Returns a copy with another longest wait for Redis, 10 ms to a third of the lease. */
    public FleetSettings withTimeout(Duration timeout) {
        return with(copy -> copy.timeout = timeout);
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
        return values.sslContext;
    }

    /** Returns a copy with other certificates and keys for {@code rediss}. */
    public FleetSettings withSslContext(SSLContext context) {
        Objects.requireNonNull(context, "context");
        return with(copy -> copy.sslContext = context);
    }

    boolean isTls() {
        return values.server.getScheme().equals("rediss");
    }

    int database() {
        String path = values.server.getRawPath().replace("/", "");
        return path.isEmpty() ? 0 : Integer.parseInt(path);
    }

    private static void check(boolean valid, String option, String problem) {
        if (!valid) {
            throw new InvalidRequestException("fleet." + option, problem);
        }
    }

    private static <T extends Comparable<T>> void checkRange(String option, T value, T min, T max) {
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
        final URI server;
        String name = ProcessHandle.current().pid() + "@" + hostName();
        Duration lease = Duration.ofSeconds(3);
        Duration timeout = Duration.ofMillis(250);
        int initialLimit = 2;

        @Nullable
        Supplier<RedisLogin> login;

        @Nullable
        String account;

        @Nullable
        SSLContext sslContext;

        Values(URI server) {
            this.server = server;
        }

        Values copy() {
            Values copy = new Values(server);
            copy.name = name;
            copy.lease = lease;
            copy.timeout = timeout;
            copy.initialLimit = initialLimit;
            copy.login = login;
            copy.account = account;
            copy.sslContext = sslContext;
            return copy;
        }

        List<@Nullable Object> all() {
            return Arrays.asList(server, name, lease, timeout, initialLimit, login, account, sslContext);
        }
    }
}
