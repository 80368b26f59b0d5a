package dev.parlando.internal.connect;

import dev.parlando.internal.origin.Origin;
import dev.parlando.network.Proxy;
import dev.parlando.network.Timeouts;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The connection settings that the engine's builder has resolved. Immutable.
 *
 * @param origin base URL of the service: scheme, host, port and path prefix
 * @param proxy proxy of the connections; null for none
 * @param trustedCertificates PEM file of the only issuers to trust; null for those of the JDK
 * @param sslContext TLS context to use instead, with its own trust and client certificates; null for none
 * @param timeouts limits of the phases
 */
public record ConnectSettings(
        Origin origin,
        @Nullable Proxy proxy,
        @Nullable Path trustedCertificates,
        @Nullable SSLContext sslContext,
        Timeouts timeouts) {}
