package dev.parlando.internal.connect;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.network.Proxy;
import io.netty.handler.proxy.HttpProxyHandler.HttpProxyConnectException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The errors of a proxy handshake, each with a reason and advice on one line, and never with the password. Immutable.
 */
final class ProxyErrors {
    /** End of the messages of Netty's proxy handlers. */
    private static final Pattern STATUS = Pattern.compile(", status: (.*)$");

    /** Tinyproxy responds with 401 to wrong credentials, other proxies with 407. */
    private static final Pattern NOT_AUTHENTICATED = Pattern.compile("40[17] .*");

    private static final String FORBIDDEN = "403";

    private final Route route;
    private final Proxy proxy;

    ProxyErrors(Route route, Proxy proxy) {
        this.route = route;
        this.proxy = proxy;
    }

    ParlandoException of(ProxyTunnel tunnel, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (tunnel.speaksAnotherProtocol()) {
            return ConnectErrors.notSent(
                    route.tcpAddress() + " does not speak " + protocol() + "; check its kind, host and port", failure);
        }
        if (message.contains("authMethod") || message.contains("authStatus")) {
            return refusedCredentials("");
        }
        Matcher status = STATUS.matcher(message);
        if (status.find()) {
            return failure instanceof HttpProxyConnectException http
                    ? ofHttp(status.group(1), http)
                    : ofSocks(status.group(1), failure);
        }
        return ConnectErrors.notSent(
                route.tcpAddress() + " closed the connection before it connected to " + target()
                        + "; check that it is a proxy for " + protocol() + " and that you may use it",
                failure);
    }

    TransportException ofTimeOut() {
        return ConnectErrors.timedOut(
                TimeoutPhase.CONNECT,
                route.tcpAddress() + " did not connect to " + target(),
                route.timeouts().connect(),
                "check the proxy and the base URL",
                null);
    }

    private ParlandoException ofHttp(String status, HttpProxyConnectException failure) {
        if (NOT_AUTHENTICATED.matcher(status).matches()) {
            String schemes = failure.headers() == null
                    ? ""
                    : String.join(", ", failure.headers().getAll("proxy-authenticate"));
            boolean basic =
                    schemes.isEmpty() || schemes.toLowerCase(Locale.ROOT).contains("basic");
            return refusedCredentials(
                    basic ? "" : "; it does not accept Basic authentication, the only supported kind");
        }
        if (status.startsWith(FORBIDDEN)) {
            return ConnectErrors.notSent(
                    route.tcpAddress() + " does not allow connections to " + target() + " (" + status
                            + "); ask its operator",
                    failure);
        }
        return ConnectErrors.notSent(route.tcpAddress() + " did not connect to " + target() + ": " + status, failure);
    }

    private ParlandoException ofSocks(String status, Throwable failure) {
        String reason = status.replaceAll("\\(.*", "").replace('_', ' ').toLowerCase(Locale.ROOT);
        return ConnectErrors.notSent(route.tcpAddress() + " did not connect to " + target() + ": " + reason, failure);
    }

    /**
     * Returns an error that is not a network failure, so that it is not retried: repeated wrong credentials may lock an
     * account.
     */
    private ParlandoException refusedCredentials(String reason) {
        return new InvalidRequestException(
                "proxy",
                proxy.user() == null
                        ? route.tcpAddress() + " asks for a user and a password, and none are set" + reason
                        : route.tcpAddress() + " refused the user or the password" + reason);
    }

    private String protocol() {
        return proxy.kind() == Proxy.Kind.HTTP ? "HTTP" : "SOCKS 5";
    }

    private String target() {
        return route.origin().address();
    }
}
