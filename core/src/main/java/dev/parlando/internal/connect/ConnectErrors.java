package dev.parlando.internal.connect;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a connection process, each with a reason and advice on one line. No request has been sent by then.
 * Immutable.
 */
final class ConnectErrors {
    private final Route route;

    ConnectErrors(Route route) {
        this.route = route;
    }

    TransportException ofLookup(Throwable cause) {
        String host = route.tcpHost();
        if (cause instanceof TimeoutException) {
            return timedOut(
                    TimeoutPhase.NAME_LOOKUP,
                    "the name service did not answer for " + host,
                    route.timeouts().nameLookup(),
                    "check the network and its name service",
                    cause);
        }
        if (!(cause instanceof UnknownHostException)) {
            return notSent("the host " + host + " could not be looked up: " + Connector.rootCauseMessage(cause), cause);
        }
        return notSent("the host " + host + " is not known; check the " + setting() + " and the name service", cause);
    }

    TransportException ofConnect(Throwable first) {
        String address = route.tcpAddress();
        if (allCauses(first).allMatch(ConnectTimeoutException.class::isInstance)) {
            return timedOut(
                    TimeoutPhase.CONNECT,
                    "cannot connect to " + address + ": no answer",
                    route.timeouts().connect(),
                    "check the " + setting() + ", the network and its firewalls",
                    first);
        }
        String reasons = allCauses(first)
                .map(cause ->
                        cause instanceof ConnectTimeoutException ? "no answer" : Connector.rootCauseMessage(cause))
                .distinct()
                .collect(Collectors.joining("; "));
        return notSent(
                "cannot connect to " + address + " (" + reasons + "); check the " + setting()
                        + " and that the server runs",
                first);
    }

    /** Returns the name of the setting that defines the host. */
    private String setting() {
        return route.proxy() == null ? "base URL" : "proxy";
    }

    private static Stream<Throwable> allCauses(Throwable first) {
        return Stream.concat(Stream.of(first), Stream.of(first.getSuppressed()));
    }

    TransportException ofTls(Throwable cause) {
        String address = route.origin().address();
        if (cause instanceof SslHandshakeTimeoutException) {
            return timedOut(
                    TimeoutPhase.TLS_HANDSHAKE,
                    address + " did not complete the TLS handshake",
                    route.timeouts().tlsHandshake(),
                    "check the base URL and that its port speaks TLS",
                    cause);
        }
        return notSent(TlsErrors.describe(cause, address), cause);
    }

    static TransportException notSent(String problem, @Nullable Throwable cause) {
        return new TransportException(problem, cause, RequestProgress.NOT_SENT);
    }

    static TransportException timedOut(
            TimeoutPhase phase, String problem, Duration limit, String advice, @Nullable Throwable cause) {
        long millis = limit.toMillis();
        String words = millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
        return new TransportException(
                problem + " within " + words + "; " + advice + ", or allow more time",
                cause,
                RequestProgress.NOT_SENT,
                phase);
    }
}
