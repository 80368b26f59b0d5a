package dev.parlando.internal.connect;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One-line descriptions of failed TLS handshakes, with advice. Stateless. */
final class TlsErrors {
    /** Name of the alert of RFC 7301, matched in any case and within other text. */
    private static final String NO_PROTOCOL = "no_application_protocol";

    private TlsErrors() {}

    static String describe(Throwable failure, String address) {
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
}
