package dev.parlando.network;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.origin.AddressLiteral;
import dev.parlando.internal.origin.Authority;
import dev.parlando.internal.origin.Origin;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
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
    private ProxyVariables() {}

    static Optional<Proxy> proxyOf(URI url, Map<String, String> environment) {
        Origin origin = Origin.find(url).orElse(null);
        if (origin == null || origin.isThisMachine()) {
            return Optional.empty();
        }
        Optional<String> exceptions = firstSet(environment, "no_proxy", "NO_PROXY");
        if (exceptions.isPresent() && isExcepted(origin, value(environment, exceptions.get()))) {
            return Optional.empty();
        }
        Optional<String> variable = origin.secure()
                ? firstSet(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
                : firstSet(environment, "http_proxy", "all_proxy", "ALL_PROXY");
        return variable.map(name -> parse(name, value(environment, name)));
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
        Authority authority = Authority.of(url).orElseThrow(() -> invalid(variable, url));
        if (authority.port() < 0) {
            throw invalid(variable, url);
        }
        try {
            Proxy proxy = Proxy.create(kind, authority.host(), authority.port());
            return withCredentials(proxy, authority.userInfo());
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

    private static boolean isExcepted(Origin origin, String exceptions) {
        return Stream.of(exceptions.split("[,\\s]+"))
                .anyMatch(exception -> exception.equals("*") || matches(origin, exception));
    }

    private static boolean matches(Origin origin, String exception) {
        Optional<InetAddress> address = AddressLiteral.parse(origin.host());
        if (address.isPresent()) {
            return isWithin(address.get().getAddress(), exception);
        }
        String[] parts = exception.split(":", 2);
        String domain = parts[0].toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
        String name = origin.host().toLowerCase(Locale.ROOT);
        return !domain.isEmpty()
                && (name.equals(domain) || name.endsWith("." + domain))
                && (parts.length == 1 || parts[1].equals(Integer.toString(origin.port())));
    }

    /** Returns whether an address is another one or in a network such as {@code 10.0.0.0/8}. */
    private static boolean isWithin(byte[] address, String exception) {
        String[] parts = exception.split("/", 2);
        Optional<InetAddress> literal = AddressLiteral.parse(parts[0]);
        if (literal.isEmpty() || (parts.length > 1 && !parts[1].matches("\\d{1,3}"))) {
            return false;
        }
        byte[] network = literal.get().getAddress();
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
}
