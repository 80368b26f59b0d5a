package dev.parlando.fleet;

import dev.parlando.error.InvalidRequestException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Address, login, certificates and timeout of a connection to Redis or Valkey. Immutable; start with {@link #of(URI)} and
 * call the {@code with} methods, which reject a value outside its range with an {@link InvalidRequestException}.
 */
public final class RedisSettings {
    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_PORT = 6379;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(250);

    private final URI server;
    private final @Nullable Supplier<RedisLogin> login;
    private final Duration timeout;
    private final @Nullable SSLContext sslContext;

    private RedisSettings(
            URI server, @Nullable Supplier<RedisLogin> login, Duration timeout, @Nullable SSLContext sslContext) {
        checkServer(server);
        FleetSettings.checkRange("timeout", timeout, Duration.ofMillis(10), Duration.ofMinutes(1));
        this.server = server;
        this.login = login;
        this.timeout = timeout;
        this.sslContext = sslContext;
    }

    /**
     * Returns settings for a server.
     *
     * @param redis {@code redis://[user:password@]host[:port][/database]}; the scheme rediss is for TLS
     * @throws InvalidRequestException if it is another kind of URI
     */
    public static RedisSettings of(URI redis) {
        FleetSettings.check(redis.getHost() != null, "redis", "has no host; write redis://host:port");
        return new RedisSettings(withoutUser(redis), loginOf(redis), DEFAULT_TIMEOUT, null);
    }

    private static @Nullable Supplier<RedisLogin> loginOf(URI redis) {
        String userInfo = redis.getUserInfo();
        if (userInfo == null || userInfo.isEmpty()) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        FleetSettings.check(colon >= 0, "redis", "has a user without a password; write redis://user:password@host");
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
        FleetSettings.check(known, "redis", "is not a redis:// or rediss:// URI");
        FleetSettings.check(server.getRawUserInfo() == null, "redis", "has a user; pass it as login");
        FleetSettings.check(server.getPort() > 0 && server.getPort() <= MAX_PORT, "redis", "has no valid port");
        FleetSettings.check(
                server.getRawPath().matches("/?|/[0-9]{1,4}"),
                "redis",
                "has a path that is not the number of a database");
    }

    /** Returns the address of the server, without its password. */
    public URI server() {
        return server;
    }

    /** Returns the supplier of the user and the password for each connection; null if there is none. */
    public @Nullable Supplier<RedisLogin> login() {
        return login;
    }

    /** Returns a copy with a user and password that are read for each connection, so that they can change. */
    public RedisSettings withLogin(Supplier<RedisLogin> login) {
        return new RedisSettings(server, Objects.requireNonNull(login, "login"), timeout, sslContext);
    }

    /** Returns the longest wait for a connection and for each response. */
    public Duration timeout() {
        return timeout;
    }

    /** Returns a copy with another longest wait for a connection and for each response, 10 ms to 1 min. */
    public RedisSettings withTimeout(Duration timeout) {
        return new RedisSettings(server, login, timeout, sslContext);
    }

    /** Returns the certificates and keys for {@code rediss}; null for those of the JVM. */
    public @Nullable SSLContext sslContext() {
        return sslContext;
    }

    /** Returns a copy with other certificates and keys for {@code rediss}. */
    public RedisSettings withSslContext(SSLContext context) {
        return new RedisSettings(server, login, timeout, Objects.requireNonNull(context, "context"));
    }

    boolean isTls() {
        return server.getScheme().equals("rediss");
    }

    int database() {
        String path = server.getRawPath().replace("/", "");
        return path.isEmpty() ? 0 : Integer.parseInt(path);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RedisSettings settings
                && server.equals(settings.server)
                && Objects.equals(login, settings.login)
                && timeout.equals(settings.timeout)
                && Objects.equals(sslContext, settings.sslContext);
    }

    @Override
    public int hashCode() {
        return Objects.hash(server, login, timeout, sslContext);
    }

    /** Describes the settings without the login. */
    @Override
    public String toString() {
        return "RedisSettings[server=" + server + ", timeout=" + timeout + "]";
    }
}
