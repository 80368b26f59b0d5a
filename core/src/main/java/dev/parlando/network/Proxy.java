package dev.parlando.network;

import dev.parlando.error.InvalidRequestException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proxy that all connections use, with optional credentials. Immutable; {@link #toString()} omits the credentials.
 *
 * <p>The proxy opens a tunnel to the service and resolves its host name, so this machine need not be able to. TLS with
 * the service runs through the tunnel, and its certificate is verified as usual.
 *
 * <p>Traffic with the proxy itself, including user and password, is not encrypted. Anyone on the route to the proxy can
 * read it.
 */
public final class Proxy {
    /** Protocol of a proxy. */
    public enum Kind {
        /** HTTP/1.1 with CONNECT (RFC 9110) and Basic authentication. */
        HTTP,
        /** SOCKS version 5 (RFC 1928) with user and password (RFC 1929). */
        SOCKS5
    }

    private static final int MAX_PORT = 65_535;
    private static final int MAX_SOCKS_BYTES = 255;

    private final Kind kind;
    private final String host;
    private final int port;
    private final @Nullable String user;
    private final @Nullable String password;

    private Proxy(Kind kind, String host, int port, @Nullable String user, @Nullable String password) {
        this.kind = kind;
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /**
     * Returns an HTTP proxy without credentials.
     *
     * @param host name or address, without scheme and brackets
     * @throws InvalidRequestException if the host or the port is invalid
     */
    public static Proxy http(String host, int port) {
        return create(Kind.HTTP, host, port);
    }

    /**
     * Returns a SOCKS proxy without credentials.
     *
     * @param host name or address, without scheme and brackets
     * @throws InvalidRequestException if the host or the port is invalid
     */
    public static Proxy socks5(String host, int port) {
        return create(Kind.SOCKS5, host, port);
    }

    /**
     * Returns the proxy that the environment sets for a URL; empty if there is none or the URL is of this machine. The
     * variables are those of curl: {@code HTTPS_PROXY} or {@code http_proxy} by scheme, then {@code ALL_PROXY}, and
     * {@code NO_PROXY} for exceptions. Each may be in lower case. Upper-case {@code HTTP_PROXY} is ignored, since in a
     * CGI program a request could set it.
     *
     * @param environment the variables, usually {@link System#getenv()}
     * @throws InvalidRequestException if the variable is not the URL of an HTTP or SOCKS proxy with a port; the message
     *     names the variable
     * @see <a href="https://everything.curl.dev/usingcurl/proxies/env.html">the variables in curl's book</a>
     */
    public static Optional<Proxy> ofEnvironment(URI url, Map<String, String> environment) {
        Objects.requireNonNull(environment, "environment");
        return ProxyVariables.proxyOf(Objects.requireNonNull(url, "url"), environment);
    }

    /**
     * Returns the first proxy that a selector has for a URL, such as {@link ProxySelector#getDefault()} for the
     * settings of the system; empty if it selects a direct connection.
     *
     * @throws InvalidRequestException if the selector returns an address without a host
     */
    public static Optional<Proxy> ofSelector(ProxySelector selector, URI url) {
        Objects.requireNonNull(selector, "selector");
        List<java.net.Proxy> selected = selector.select(Objects.requireNonNull(url, "url"));
        if (selected.isEmpty() || selected.get(0).type() == java.net.Proxy.Type.DIRECT) {
            return Optional.empty();
        }
        java.net.Proxy first = selected.get(0);
        if (!(first.address() instanceof InetSocketAddress address)) {
            throw invalid("the selector returned " + first + ", which has no host");
        }
        Kind kind = first.type() == java.net.Proxy.Type.HTTP ? Kind.HTTP : Kind.SOCKS5;
        return Optional.of(create(kind, address.getHostString(), address.getPort()));
    }

    static Proxy create(Kind kind, String host, int port) {
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || "/@[]".indexOf(c) >= 0)) {
            // An invalid host may contain credentials, so the message does not repeat it.
            throw invalid("the host must be a name or an address alone, such as proxy.example.org");
        }
        if (port < 1 || port > MAX_PORT) {
            throw invalid("the port " + port + " is outside 1 to " + MAX_PORT);
        }
        return new Proxy(kind, host, port, null, null);
    }

    /**
     * Returns a copy with credentials. An HTTP proxy receives them with the first request, without a challenge.
     *
     * @throws InvalidRequestException if the proxy's protocol cannot carry the credentials; the message shows neither
     *     of them
     */
    public Proxy withCredentials(String user, String password) {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (user.isEmpty() || (user + password).chars().anyMatch(Character::isISOControl)) {
            throw invalid("the user is empty, or user or password hold control characters");
        }
        if (kind == Kind.HTTP && user.indexOf(':') >= 0) {
            throw invalid("the user of an HTTP proxy cannot hold a colon");
        }
        if (kind == Kind.SOCKS5 && !(fitsSocks(user) && fitsSocks(password))) {
            throw invalid(
                    "user and password of a SOCKS proxy are ASCII and at most " + MAX_SOCKS_BYTES + " bytes long");
        }
        return new Proxy(kind, host, port, user, password);
    }

    private static boolean fitsSocks(String text) {
        return text.length() <= MAX_SOCKS_BYTES
                && StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }

    private static InvalidRequestException invalid(String problem) {
        return new InvalidRequestException("proxy", problem);
    }

    /** Returns the protocol. */
    public Kind kind() {
        return kind;
    }

    /** Returns the host name or address. */
    public String host() {
        return host;
    }

    /** Returns the port. */
    public int port() {
        return port;
    }

    /** Returns the user; null if there are no credentials. */
    public @Nullable String user() {
        return user;
    }

    /** Returns the password, for use by the proxy only; null if there is none. Never log it. */
    public @Nullable String revealPassword() {
        return password;
    }

    @Override
    public String toString() {
        return "Proxy[" + kind + " " + host + " " + port + (user == null ? "]" : ", with credentials]");
    }
}
