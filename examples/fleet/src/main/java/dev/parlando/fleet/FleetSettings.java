package dev.parlando.fleet;

import dev.parlando.error.InvalidRequestException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Fleet}. Immutable; start with {@link #of(URI)} and call the {@code with} methods, which reject a
 * value outside its range with an {@link InvalidRequestException}.
 *
 * @param server the address of Redis, without its password
 * @param login supplies the user and the password for each connection; null for none
 * @param account name of the account; null for {@code key:} and the fingerprint of the key
 * @param name name of this engine in the figures
 * @param lease time after which the permits of an engine that is not heard from are free for others
 * @param timeout longest wait for Redis
 * @param initialLimit limit of each model group until the service has reported one to any engine
 * @param sslContext certificates and keys for {@code rediss}; null for those of the JVM
 */
public record FleetSettings(
        URI server,
        @Nullable Supplier<RedisLogin> login,
        @Nullable String account,
        String name,
        Duration lease,
        Duration timeout,
        int initialLimit,
        @Nullable SSLContext sslContext) {
    private static final int MAX_LIMIT = 10_000;
    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_PORT = 6379;

    public FleetSettings {
        checkServer(server);
        check(account == null || !account.isBlank(), "account", "is blank");
        check(!name.isBlank(), "name", "is blank");
        checkRange("lease", lease, Duration.ofMillis(300), Duration.ofMinutes(1));
        checkRange("timeout", timeout, Duration.ofMillis(10), lease.dividedBy(3));
        checkRange("initial_limit", initialLimit, 1, MAX_LIMIT);
    }

    /**
     * Returns settings for the account of the engine's key.
     *
     * @param redis {@code redis://[user:password@]host[:port][/database]}; the scheme rediss is for TLS
     * @throws InvalidRequestException if it is another kind of URI
     */
    public static FleetSettings of(URI redis) {
        check(redis.getHost() != null, "redis", "has no host; write redis://host:port");
        return new FleetSettings(
                withoutUser(redis),
                loginOf(redis),
                null,
                ProcessHandle.current().pid() + "@" + hostName(),
                Duration.ofSeconds(3),
                Duration.ofMillis(250),
                2,
                null);
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

    /** Returns a copy with the name of the account, which all its engines must use. */
    public FleetSettings withAccount(String newAccount) {
        return new FleetSettings(server, login, newAccount, name, lease, timeout, initialLimit, sslContext);
    }

    /** Returns a copy with a user and password that are read for each connection, so that they can change. */
    public FleetSettings withLogin(Supplier<RedisLogin> newLogin) {
        return new FleetSettings(server, newLogin, account, name, lease, timeout, initialLimit, sslContext);
    }

    /** Returns a copy with another name of this engine in the figures. */
    public FleetSettings withName(String newName) {
        return new FleetSettings(server, login, account, newName, lease, timeout, initialLimit, sslContext);
    }

    /** Returns a copy with another lease, 0.3 s to 1 min. All engines of an account should use the same. */
    public FleetSettings withLease(Duration newLease) {
        return new FleetSettings(server, login, account, name, newLease, timeout, initialLimit, sslContext);
    }

    /** Returns a copy with another longest wait for Redis, 10 ms to a third of the lease. */
    public FleetSettings withTimeout(Duration newTimeout) {
        return new FleetSettings(server, login, account, name, lease, newTimeout, initialLimit, sslContext);
    }

    /** Returns a copy with another limit of each model group until the service has reported one, 1 to 10,000. */
    public FleetSettings withInitialLimit(int limit) {
        return new FleetSettings(server, login, account, name, lease, timeout, limit, sslContext);
    }

    /** Returns a copy with other certificates and keys for {@code rediss}. */
    public FleetSettings withSslContext(SSLContext context) {
        return new FleetSettings(server, login, account, name, lease, timeout, initialLimit, context);
    }

    boolean isTls() {
        return server.getScheme().equals("rediss");
    }

    int database() {
        String path = server.getRawPath().replace("/", "");
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
    public String toString() {
        return "FleetSettings[server=" + server + ", account=" + account + ", name=" + name + ", lease=" + lease
                + ", timeout=" + timeout + ", initialLimit=" + initialLimit + "]";
    }
}
