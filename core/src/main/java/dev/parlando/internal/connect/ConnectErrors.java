package dev.parlando.internal.connect;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a connection process, each with a reason and advice on one line. No request has been sent by then.
 * Immutable.
 */
final class ConnectErrors {
    /** Name of the alert of RFC 7301, matched in any case and within other text. */
    private static final String NO_PROTOCOL = "no_application_protocol";

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
        return notSent(describeTls(cause, address), cause);
    }

    private static String describeTls(Throwable failure, String address) {
        Throwable certificate = find(failure, CertificateException.class);
        if (certificate != null) {
            return "the certificate of " + address + " is not trusted: " + Connector.rootCauseMessage(certificate)
                    + "; trust a PEM file that holds its issuer, or correct the base URL";
        }
        if (find(failure, NotSslRecordException.class) != null) {
            return address + " does not speak TLS; use an http:// base URL or another port";
        }
        if (find(failure, ClosedChannelException.class) != null) {
            return address + " closed the connection during the TLS handshake; if it speaks no TLS use an http:// base"
                    + " URL";
        }
        String words = Connector.rootCauseMessage(failure);
        if (words.toLowerCase(Locale.ROOT).contains(NO_PROTOCOL)) {
            return address + " speaks neither HTTP/2 nor HTTP/1.1 over TLS (" + NO_PROTOCOL + "); check the base URL";
        }
        return "TLS with " + address + " failed: " + words;
    }

    private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
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
