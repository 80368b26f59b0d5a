package dev.parlando.internal.connect;

import dev.parlando.network.Proxy;
import dev.parlando.network.Timeouts;
import java.net.URI;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the engine's builder has settled about the way to the service. Immutable.
 *
 * @param baseUri scheme, host and port of the service
 * @param proxy what connections go through, or null
 * @param trustedCertificates PEM file of the only issuers to trust, or null for the JDK's
 * @param sslContext what is trusted and shown instead, or null
 * @param timeouts limits of the phases
 */
public record ConnectSettings(
        URI baseUri,
        @Nullable Proxy proxy,
        @Nullable Path trustedCertificates,
        @Nullable SSLContext sslContext,
        Timeouts timeouts) {}
