package dev.parlando.internal.origin;

import dev.parlando.error.InvalidRequestException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The target of requests: scheme, host and port of a base URL, and the path prefix of the API.
 *
 * @param secure whether TLS is used
 * @param host name or address, without brackets
 * @param port TCP port
 * @param pathPrefix empty, or a path that starts but does not end with a slash
 */
public record Origin(boolean secure, String host, int port, String pathPrefix) {
    private static final String OPTION = "base_url";
    private static final int MAX_PORT = 65_535;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** The start of a text that certainly is a host: a name with dots, or with a port. */
    private static final Pattern HOST =
            Pattern.compile("(?<host>([\\w-]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5}|([\\w-]+\\.)+[\\w-]+(:\\d{1,5})?)(/.*)?$");

    /**
     * Parses the text of a base URL.
     *
     * @throws InvalidRequestException if it is not a URL
     */
    public static URI uri(String text) {
        if (!text.contains("://")) {
            throw withoutScheme(text);
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // A malformed URL may contain a secret, so the message does not repeat it.
            throw new InvalidRequestException(OPTION, "is not a URL: " + e.getReason());
        }
    }

    /**
     * Returns the origin of a base URL.
     *
     * @throws InvalidRequestException if it is not the URL of an HTTP service
     */
    public static Origin of(URI baseUri) {
        if (baseUri.getScheme() == null || baseUri.getRawAuthority() == null) {
            throw withoutScheme(baseUri.toString());
        }
        Origin origin = find(baseUri).orElse(null);
        if (origin == null || !baseUri.getScheme().equalsIgnoreCase(origin.scheme())) {
            throw invalid(baseUri, "is not an http or https URL with a host, such as https://api.elevenlabs.io");
        }
        if (baseUri.getRawAuthority().contains("@") || baseUri.getQuery() != null || baseUri.getFragment() != null) {
            throw invalid(baseUri, "may hold a scheme, host, port and path only");
        }
        if (origin.port < 1 || origin.port > MAX_PORT) {
            throw invalid(baseUri, "has the port " + origin.port + ", which is outside 1 to " + MAX_PORT);
        }
        return origin;
    }

    /** Returns the origin of any URL, without a check of its other parts; empty if it has no host. */
    public static Optional<Origin> find(URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        return Authority.of(url)
                .map(authority -> new Origin(
                        secure, authority.host(), authority.port() < 0 ? defaultPort(secure) : authority.port(), path));
    }

    private static int defaultPort(boolean secure) {
        return secure ? HTTPS_PORT : HTTP_PORT;
    }

    private static InvalidRequestException withoutScheme(String text) {
        // Any other text may be a secret, such as a key that was pasted by mistake.
        Matcher host = HOST.matcher(text);
        String shown = host.lookingAt() ? "'" + host.group("host") + "' " : "";
        return new InvalidRequestException(
                OPTION, shown + "has no scheme; begin it with https://, or with http:// for a server without TLS");
    }

    private static InvalidRequestException invalid(URI baseUri, String problem) {
        // The user info may be a secret, so only components that are certainly harmless are repeated.
        String host = Authority.of(baseUri).map(Authority::host).orElse("");
        return new InvalidRequestException(OPTION, "'" + baseUri.getScheme() + "://" + host + "…' " + problem);
    }

    /** Returns whether the host is this machine, by its literal name: anyone may own a name such as 127.example.org. */
    public boolean isThisMachine() {
        return host.equalsIgnoreCase("localhost")
                || AddressLiteral.parse(host)
                        .map(InetAddress::isLoopbackAddress)
                        .orElse(false);
    }

    /** Returns {@code https} or {@code http}. */
    public String scheme() {
        return secure ? "https" : "http";
    }

    /** Returns the value of the pseudo-header {@code :authority}. */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == defaultPort(secure) ? name : name + ":" + port;
    }

    /** Returns host and port for messages. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
