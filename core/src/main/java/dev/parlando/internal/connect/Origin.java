package dev.parlando.internal.connect;

import dev.parlando.error.InvalidRequestException;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;

/**
 * The target of requests: scheme, host and port of a base URL, and the path prefix of the API.
 *
 * @param secure whether TLS is used
 * @param host name or address, without brackets
 * @param port TCP port
 * @param pathPrefix empty, or a path that starts but does not end with a slash
 */
public record Origin(boolean secure, String host, int port, String pathPrefix) {
    private static final int MAX_PORT = 65_535;

    /**
     * Parses a base URL.
     *
     * @throws InvalidRequestException if it is not the URL of an HTTP service
     */
    public static Origin of(URI baseUri) {
        String scheme = baseUri.getScheme() == null ? "" : baseUri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        String host = baseUri.getHost();
        if (host == null || !(secure || scheme.equals("http"))) {
            throw invalid(baseUri, "is not an http or https URL with a host, such as https://api.elevenlabs.io");
        }
        if (baseUri.getUserInfo() != null || baseUri.getQuery() != null || baseUri.getFragment() != null) {
            throw invalid(baseUri, "may hold a scheme, host, port and path only");
        }
        if (baseUri.getPort() == 0 || baseUri.getPort() > MAX_PORT) {
            throw invalid(baseUri, "has the port " + baseUri.getPort() + ", which is outside 1 to " + MAX_PORT);
        }
        int port = baseUri.getPort() < 0 ? (secure ? 443 : 80) : baseUri.getPort();
        String path = baseUri.getRawPath() == null ? "" : baseUri.getRawPath().replaceAll("/+$", "");
        return new Origin(secure, host.replaceAll("[\\[\\]]", ""), port, path);
    }

    private static InvalidRequestException invalid(URI baseUri, String problem) {
        // The user info may be a secret, so only components that are certainly harmless are repeated.
        return new InvalidRequestException(
                "base_url", "'" + baseUri.getScheme() + "://" + baseUri.getHost() + "…' " + problem);
    }

    /** Returns {@code https} or {@code http}. */
    public String scheme() {
        return secure ? "https" : "http";
    }

    /** Returns the value of the pseudo-header {@code :authority}. */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    /** Returns host and port; a name is not resolved. */
    InetSocketAddress socketAddress() {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)
                ? new InetSocketAddress(host, port)
                : InetSocketAddress.createUnresolved(host, port);
    }

    /** Returns host and port for messages. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
