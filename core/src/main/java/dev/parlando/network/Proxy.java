package dev.parlando.network;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Names a proxy that all connections go through, and what it wants to be told. Immutable; it never prints the password.
 *
 * <p>The proxy opens a tunnel to the service and looks its name up, so this machine need not be able to. TLS with the service
 * is spoken through the tunnel, and its certificate is verified as ever. What is said to the proxy itself, with user and
 * password, is not encrypted: anyone on the way to the proxy can read it.
 */
public final class Proxy {
    /** Names how a proxy is spoken to. */
    public enum Kind {
        /** HTTP/1.1 with CONNECT (RFC 9110), and Basic authentication. */
        HTTP,
        /** SOCKS version 5 (RFC 1928), and user and password (RFC 1929). */
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
     * Names an HTTP proxy.
     *
     * @param host name or address, without scheme and brackets
     * @throws InvalidRequestException if that is no host or no port
     */
    public static Proxy http(String host, int port) {
        return create(Kind.HTTP, host, port);
    }

    /**
     * Names a SOCKS proxy.
     *
     * @param host name or address, without scheme and brackets
     * @throws InvalidRequestException if that is no host or no port
     */
    public static Proxy socks5(String host, int port) {
        return create(Kind.SOCKS5, host, port);
    }

    private static Proxy create(Kind kind, String host, int port) {
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || "/@[]".indexOf(c) >= 0)) {
            // What is no host may hold credentials, so it is not repeated.
            throw invalid("the host must be a name or an address alone, such as proxy.example.org");
        }
        if (port < 1 || port > MAX_PORT) {
            throw invalid("the port " + port + " is outside 1 to " + MAX_PORT);
        }
        return new Proxy(kind, host, port, null, null);
    }

    /**
     * Returns this proxy with what it wants to be told. An HTTP proxy is told at once, without being asked.
     *
     * @throws InvalidRequestException if the proxy's protocol cannot carry them; the message shows neither
     */
    public Proxy withCredentials(String user, String password) {
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

    /** Returns how it is spoken to. */
    public Kind kind() {
        return kind;
    }

    /** Returns its name or address. */
    public String host() {
        return host;
    }

    /** Returns its port. */
    public int port() {
        return port;
    }

    /** Returns the user; null if it is told none. */
    public @Nullable String user() {
        return user;
    }

    /** Returns the password itself, for the proxy and nobody else, or null if there is none; never log it. */
    public @Nullable String revealPassword() {
        return password;
    }

    @Override
    public String toString() {
        return "Proxy[" + kind + " " + host + " " + port + (user == null ? "]" : ", with credentials]");
    }
}
