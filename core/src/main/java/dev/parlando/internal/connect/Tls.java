package dev.parlando.internal.connect;

import dev.parlando.error.InvalidRequestException;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes the client side of TLS: version 1.2 or newer, host names verified, HTTP/2 or else HTTP/1.1 by ALPN. Stateless. */
final class Tls {
    private Tls() {}

    /**
     * Makes the context of all connections to one origin.
     *
     * @param trustedCertificates PEM file of the only issuers to trust; null for those of the JDK
     */
    static SslContext newContext(@Nullable Path trustedCertificates) {
        if (trustedCertificates != null && !Files.isReadable(trustedCertificates)) {
            throw notUsable(trustedCertificates, "cannot be read");
        }
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .endpointIdentificationAlgorithm("HTTPS")
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1));
        try {
            if (trustedCertificates != null) {
                builder.trustManager(trustedCertificates.toFile());
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            if (trustedCertificates == null) {
                throw new IllegalStateException("this JVM offers no TLS that HTTP/2 may use", e);
            }
            throw notUsable(trustedCertificates, "holds no certificate in PEM form");
        }
    }

    private static InvalidRequestException notUsable(Path file, String problem) {
        return new InvalidRequestException("trusted_certificates", "the file " + file + " " + problem);
    }

    /** Says in one line why a handshake failed and what to do. */
    static String describe(Throwable failure, String address) {
        Throwable certificate = find(failure, CertificateException.class);
        if (certificate != null) {
            return "the certificate of " + address + " is not trusted: " + Connector.describe(certificate)
                    + "; trust a PEM file that holds its issuer, or correct the base URL";
        }
        if (find(failure, NotSslRecordException.class) != null) {
            return address + " does not speak TLS; use an http:// base URL or another port";
        }
        if (find(failure, ClosedChannelException.class) != null) {
            return address + " closed the connection during the TLS handshake; if it speaks no TLS use an http:// base"
                    + " URL";
        }
        return "TLS with " + address + " failed: " + Connector.describe(failure);
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
