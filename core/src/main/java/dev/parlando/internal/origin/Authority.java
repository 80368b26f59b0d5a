package dev.parlando.internal.origin;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The authority of a URL (RFC 3986, section 3.2). Its host may have underscores, as the names of containers often do.
 *
 * @param userInfo user and password, still encoded; null if there are none
 * @param host name or address, without brackets
 * @param port TCP port; negative if there is none
 */
public record Authority(@Nullable String userInfo, String host, int port) {
    /** An authority that {@link URI} does not take apart if the name has an underscore. */
    private static final Pattern NAMED =
            Pattern.compile("((?<user>[^@]*)@)?(?<name>[A-Za-z0-9._-]+)(:(?<port>\\d{0,9}))?");

    /** Returns the authority of a URL; empty if it has no host. */
    public static Optional<Authority> of(URI url) {
        String text = url.getRawAuthority();
        Matcher named = NAMED.matcher(text == null ? "" : text);
        if (named.matches()) {
            String port = named.group("port");
            boolean hasPort = port != null && !port.isEmpty();
            return Optional.of(
                    new Authority(named.group("user"), named.group("name"), hasPort ? Integer.parseInt(port) : -1));
        }
        return Optional.ofNullable(url.getHost())
                .map(host -> new Authority(url.getRawUserInfo(), host.replaceAll("[\\[\\]]", ""), url.getPort()));
    }

    /** Omits the user info, which may be a secret. */
    @Override
    public String toString() {
        return "Authority[" + host + " " + port + "]";
    }
}
