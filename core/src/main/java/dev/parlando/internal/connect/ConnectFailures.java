package dev.parlando.internal.connect;

import dev.parlando.error.Phase;
import dev.parlando.error.Progress;
import dev.parlando.error.TransportException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in one line why a step on the way failed and what to do; nothing was sent by then. Immutable. */
final class ConnectFailures {
    private final Way way;

    ConnectFailures(Way way) {
        this.way = way;
    }

    TransportException ofLookup(Throwable cause) {
        String host = way.firstHost();
        if (cause instanceof TimeoutException) {
            return timedOut(
                    Phase.NAME_LOOKUP,
                    "the name service did not answer for " + host,
                    way.timeouts().nameLookup(),
                    "check the network and its name service",
                    cause);
        }
        if (!(cause instanceof UnknownHostException)) {
            return notSent("the host " + host + " could not be looked up: " + Connector.describe(cause), cause);
        }
        return notSent("the host " + host + " is not known; check the " + setting() + " and the name service", cause);
    }

    TransportException ofConnect(Throwable first) {
        String address = way.firstName();
        if (ofAllAddresses(first).allMatch(ConnectTimeoutException.class::isInstance)) {
            return timedOut(
                    Phase.CONNECT,
                    "cannot connect to " + address + ": no answer",
                    way.timeouts().connect(),
                    "check the " + setting() + ", the network and its firewalls",
                    first);
        }
        String reasons = ofAllAddresses(first)
                .map(cause -> cause instanceof ConnectTimeoutException ? "no answer" : Connector.describe(cause))
                .distinct()
                .collect(Collectors.joining("; "));
        return notSent(
                "cannot connect to " + address + " (" + reasons + "); check the " + setting()
                        + " and that the server runs",
                first);
    }

    /** Returns what the user has set that names the host. */
    private String setting() {
        return way.proxy() == null ? "base URL" : "proxy";
    }

    private static Stream<Throwable> ofAllAddresses(Throwable first) {
        return Stream.concat(Stream.of(first), Stream.of(first.getSuppressed()));
    }

    TransportException ofTls(Throwable cause) {
        String address = way.origin().address();
        if (cause instanceof SslHandshakeTimeoutException) {
            return timedOut(
                    Phase.TLS_HANDSHAKE,
                    address + " did not complete the TLS handshake",
                    way.timeouts().tlsHandshake(),
                    "check the base URL and that its port speaks TLS",
                    cause);
        }
        return notSent(TlsFailures.describe(cause, address), cause);
    }

    static TransportException notSent(String problem, @Nullable Throwable cause) {
        return new TransportException(problem, cause, Progress.NOT_SENT);
    }

    static TransportException timedOut(
            Phase phase, String problem, Duration limit, String advice, @Nullable Throwable cause) {
        long millis = limit.toMillis();
        String words = millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
        return new TransportException(
                problem + " within " + words + "; " + advice + ", or allow more time", cause, Progress.NOT_SENT, phase);
    }
}
