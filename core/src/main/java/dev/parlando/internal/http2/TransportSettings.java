package dev.parlando.internal.http2;

import com.lmax.disruptor.WaitStrategy;
import dev.parlando.credentials.ApiKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the engine's builder has settled for the transport. Immutable.
 *
 * @param baseUri scheme, host and port of the service
 * @param apiKey the key, or null to send none
 * @param trustedCertificates PEM file of the only issuers to trust, or null for the JDK's
 * @param streamWindowBytes most bytes one stream may have under way and unread
 * @param connectTimeout limit for TCP, and again for TLS
 * @param ioThreads event loops, each with a ring of its own
 * @param waitStrategy makes one wait strategy for each ring
 * @param nanoClock monotonic clock of the timelines
 */
public record TransportSettings(
        URI baseUri,
        @Nullable ApiKey apiKey,
        @Nullable Path trustedCertificates,
        int streamWindowBytes,
        Duration connectTimeout,
        int ioThreads,
        Supplier<WaitStrategy> waitStrategy,
        LongSupplier nanoClock) {}
