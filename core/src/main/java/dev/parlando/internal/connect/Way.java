package dev.parlando.internal.connect;

import dev.parlando.network.Timeouts;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * Holds what all attempts to reach one origin have in common. Immutable.
 *
 * @param origin where the connections end
 * @param timeouts limits of the phases
 * @param resolver finds addresses
 * @param tls what is trusted and offered; null for no TLS
 */
record Way(Origin origin, Timeouts timeouts, NameResolver resolver, @Nullable SslContext tls) {}
