package dev.parlando.internal.exchange;

import com.lmax.disruptor.WaitStrategy;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credits.CreditMeter;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.internal.connect.ConnectSettings;
import dev.parlando.network.RetryPolicy;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the engine's builder has settled for the transport. Immutable.
 *
 * @param connect the way to the service
 * @param keyProvider says which key to send; null for none
 * @param keyRefreshInterval how often the provider is asked
 * @param creditMeter counts what is spent; null for none
 * @param streamWindowBytes most bytes one stream may have under way and unread
 * @param governor how requests are kept within the account's limits
 * @param retryPolicy how often and when a request is sent again
 * @param probeAfterIdle silence of a connection after which it is probed when it is used again
 * @param closeGrace how long streams may go on once the engine closes
 * @param maxConnections most connections of one lane
 * @param ioThreads event loops, each with a ring of its own
 * @param waitStrategy makes one wait strategy for each ring
 * @param nanoClock monotonic clock of the timelines
 */
public record TransportSettings(
        ConnectSettings connect,
        @Nullable ApiKeyProvider keyProvider,
        Duration keyRefreshInterval,
        @Nullable CreditMeter creditMeter,
        int streamWindowBytes,
        GovernorSettings governor,
        RetryPolicy retryPolicy,
        Duration probeAfterIdle,
        Duration closeGrace,
        int maxConnections,
        int ioThreads,
        Supplier<WaitStrategy> waitStrategy,
        LongSupplier nanoClock) {

    /** Returns the smallest credit worth a WINDOW_UPDATE. */
    public int creditStepBytes() {
        return streamWindowBytes / 4;
    }
}
