package dev.parlando.network;

import dev.parlando.error.InvalidRequestException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that name a proxy, read as curl reads them. An address is compared with an address only,
 * and a name with the whole of a name or its last labels. Stateless.
 */
final class ProxyVariables {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String ADDRESS = "(" + OCTET + "\\.){3}" + OCTET + "|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private ProxyVariables() {}

    static Optional<Proxy> proxyOf(URI url, Map<String, String> environment) {
        String host = url.getHost();
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        if (host == null || isThisMachine(host)) {
            return Optional.empty();
        }
        int port = url.getPort() >= 0 ? url.getPort() : (secure ? HTTPS_PORT : HTTP_PORT);
        Optional<String> exceptions = firstSet(environment, "no_proxy", "NO_PROXY");
        if (exceptions.isPresent() && isExcepted(host, port, value(environment, exceptions.get()))) {
            return Optional.empty();
        }
        Optional<String> variable = secure
                ? firstSet(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
                : firstSet(environment, "http_proxy", "all_proxy", "ALL_PROXY");
        return variable.map(name -> parse(name, value(environment, name)));
    }

    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost")
                || (host.matches(ADDRESS) && addressOf(host).isLoopbackAddress());
    }

    /** Returns the name of the first variable that has a value. */
    private static Optional<String> firstSet(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .filter(name -> !value(environment, name).isEmpty())
                .findFirst();
    }

    private static String value(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private static Proxy parse(String variable, String value) {
        URI url;
        try {
            url = URI.create(value.contains("://") ? value : "http://" + value);
        } catch (IllegalArgumentException malformed) {
            throw invalid(variable, null); // Its message would repeat a password.
        }
        Proxy.Kind kind =
                switch (url.getScheme().toLowerCase(Locale.ROOT)) {
                    case "http" -> Proxy.Kind.HTTP;
                    case "socks5", "socks5h" -> Proxy.Kind.SOCKS5;
                    default -> throw invalid(variable, url);
                };
        if (url.getHost() == null || url.getPort() < 0) {
            throw invalid(variable, url);
        }
        try {
            Proxy proxy = Proxy.create(kind, withoutBrackets(url.getHost()), url.getPort());
            return withCredentials(proxy, url.getRawUserInfo());
        } catch (IllegalArgumentException refused) { // Its message may repeat a password.
            throw invalid(variable, url);
        } catch (InvalidRequestException refused) {
            throw new InvalidRequestException(
                    "proxy",
                    "in the environment variable " + variable + ", "
                            + refused.getMessage().replaceFirst("^proxy: ", ""));
        }
    }

    private static Proxy withCredentials(Proxy proxy, @Nullable String userInfo) {
        if (userInfo == null) {
            return proxy;
        }
        String[] parts = userInfo.split(":", 2);
        return proxy.withCredentials(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static InvalidRequestException invalid(String variable, @Nullable URI url) {
        String scheme = url == null ? "" : " with the scheme " + url.getScheme();
        return new InvalidRequestException(
                "proxy",
                "the environment variable " + variable + scheme
                        + " is not a proxy with a port, such as http://proxy.example.org:3128 or"
                        + " socks5://proxy.example.org:1080");
    }

    private static boolean isExcepted(String host, int port, String exceptions) {
        return Stream.of(exceptions.split("[,\\s]+"))
                .anyMatch(exception -> exception.equals("*") || matches(host, port, exception));
    }

    private static boolean matches(String host, int port, String exception) {
        if (host.matches(ADDRESS)) {
            return isWithin(host, exception);
        }
        String[] parts = exception.split(":", 2);
        String domain = parts[0].toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
        String name = host.toLowerCase(Locale.ROOT);
        return !domain.isEmpty()
                && (name.equals(domain) || name.endsWith("." + domain))
                && (parts.length == 1 || parts[1].equals(Integer.toString(port)));
    }

    /** Returns whether an address is another one or in a network such as {@code 10.0.0.0/8}. */
    private static boolean isWithin(String host, String exception) {
        String[] parts = exception.split("/", 2);
        if (!parts[0].matches(ADDRESS) || (parts.length > 1 && !parts[1].matches("\\d{1,3}"))) {
            return false;
        }
        byte[] address = addressOf(host).getAddress();
        byte[] network = addressOf(parts[0]).getAddress();
        int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : 8 * network.length;
        return address.length == network.length && startsAlike(address, network, Math.min(bits, 8 * network.length));
    }

    private static boolean startsAlike(byte[] address, byte[] network, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            if (((address[bit / 8] ^ network[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the address of a literal, without a query of the name service. */
    private static InetAddress addressOf(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException malformed) {
            return InetAddress.getLoopbackAddress(); // Compares equal to no address of another machine.
        }
    }

    private static String withoutBrackets(String host) {
        return host.replaceAll("[\\[\\]]", "");
    }
}
