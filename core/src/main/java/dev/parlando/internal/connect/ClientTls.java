package dev.parlando.internal.connect;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.event.EnginePool;
import dev.parlando.internal.event.ReadBuffers;
import dev.parlando.internal.origin.Origin;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.concurrent.ImmediateExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The client side of TLS for all connections of one engine. It requires TLS 1.2 or newer, verifies host names, and
 * negotiates HTTP/2 or else HTTP/1.1 by ALPN. Later connections resume the session of an earlier one.
 *
 * <p>Threading: safe for use from any thread.
 */
final class ClientTls implements AutoCloseable {
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    /** Limit on cached sessions; there is one origin, so a few are sufficient. */
    private static final int MAX_SESSIONS = 32;

    private static final List<String> HTTP_2_OR_1 =
            List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
    private static final List<String> HTTP_1 = List.of(ApplicationProtocolNames.HTTP_1_1);

    /** System property with which the JDK asks the network whether a certificate is revoked. */
    private static final String CHECK_REVOCATION = "com.sun.net.ssl.checkRevocation";

    private final SslContext context;
    private final boolean mayBlock;
    private final EnginePool tasks = new EnginePool("parlando-tls");

    private ClientTls(SslContext context, boolean mayBlock) {
        this.context = context;
        this.mayBlock = mayBlock;
    }

    /**
     * Creates the TLS context of an engine.
     *
     * @throws InvalidRequestException if the trust settings cannot be used
     */
    static ClientTls of(ConnectSettings settings) {
        return of(settings, HTTP_2_OR_1, Boolean.getBoolean(CHECK_REVOCATION));
    }

    /** Creates a TLS context that negotiates HTTP/1.1 only, which a WebSocket upgrade needs. */
    static ClientTls ofHttp1(ConnectSettings settings) {
        return of(settings, HTTP_1, Boolean.getBoolean(CHECK_REVOCATION));
    }

    static ClientTls of(ConnectSettings settings, boolean revocationChecked) {
        return of(settings, HTTP_2_OR_1, revocationChecked);
    }

    private static ClientTls of(ConnectSettings settings, List<String> protocols, boolean revocationChecked) {
        SSLContext given = settings.sslContext();
        ApplicationProtocolConfig alpn = new ApplicationProtocolConfig(
                Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, protocols);
        return given != null
                ? new ClientTls(adapt(given, alpn), true)
                : new ClientTls(newContext(settings.trustedCertificates(), alpn), revocationChecked);
    }

    private static SslContext newContext(@Nullable Path trustedCertificates, ApplicationProtocolConfig alpn) {
        if (trustedCertificates != null && !Files.isReadable(trustedCertificates)) {
            throw notUsable(trustedCertificates, "cannot be read");
        }
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(provider())
                .protocols(VERSIONS)
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .sessionCacheSize(MAX_SESSIONS)
                .applicationProtocolConfig(alpn);
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

    /** Returns OpenSSL if the user has added netty-tcnative, else the JDK's provider. */
    private static SslProvider provider() {
        return SslProvider.isAlpnSupported(SslProvider.OPENSSL) ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    private static InvalidRequestException notUsable(Path file, String problem) {
        return new InvalidRequestException("trusted_certificates", "the file " + file + " " + problem);
    }

    private static SslContext adapt(SSLContext given, ApplicationProtocolConfig alpn) {
        try {
            List<String> supported = List.of(given.getSupportedSSLParameters().getProtocols());
            String[] versions = VERSIONS.stream().filter(supported::contains).toArray(String[]::new);
            if (versions.length == 0) {
                throw new InvalidRequestException("ssl_context", "supports neither TLS 1.2 nor TLS 1.3");
            }
            return new JdkSslContext(
                    given,
                    true,
                    Http2SecurityUtil.CIPHERS,
                    SupportedCipherSuiteFilter.INSTANCE,
                    alpn,
                    ClientAuth.NONE,
                    versions,
                    false);
        } catch (IllegalStateException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new InvalidRequestException("ssl_context", "cannot be used: " + Connector.rootCauseMessage(e));
        }
    }

    /** Returns whether a handshake may block: its trust manager is the user's, or asks the network. */
    boolean mayBlock() {
        return mayBlock;
    }

    /** Returns the threads of the handshakes that may block. */
    Executor tasks() {
        return tasks;
    }

    /**
     * Creates the handler of one connection, which starts the handshake when it is added to the pipeline.
     *
     * @param tasks runs the tasks of a handshake that may block; those of others run on the event loop
     */
    SslHandler newHandler(ByteBufAllocator allocator, Origin origin, Executor tasks) {
        SslHandler handler = context.newHandler(
                allocator, origin.host(), origin.port(), mayBlock ? tasks : ImmediateExecutor.INSTANCE);
        // A context built from a user's SSLContext verifies host names only if each connection requests it.
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        handler.engine().setSSLParameters(parameters);
        ReadBuffers.keepShort(handler);
        return handler;
    }

    /** Waits a short time for the running tasks, and ends the threads. */
    @Override
    public void close() {
        tasks.close();
    }
}
