package dev.parlando.internal.exchange;

import com.lmax.disruptor.WaitStrategy;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credits.CreditMeter;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.internal.connect.ConnectSettings;
import dev.parlando.internal.limiter.StandaloneGovernor;
import dev.parlando.network.RetryPolicy;
import dev.parlando.telemetry.EngineListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The transport settings that the engine's builder has resolved. Immutable.
 *
 * @param connect settings for connections to the service
 * @param keyProvider supplies the keys; null for none
 * @param keyRefreshInterval interval between polls of the key provider
 * @param creditMeter records the credits spent; null for none
 * @param streamWindowBytes flow-control window of a stream without its own: most bytes in flight and unconsumed
 * @param governor settings of the concurrency limits, unless a governor is shared
 * @param sharedGovernor the governor that the engine shares with others; null for one of its own
 * @param retryPolicy number and timing of retries
 * @param probeAfterIdle silence after which a connection is probed before it is reused
 * @param closeGrace time that running streams have to end when the engine closes
 * @param maxConnections most connections of one shard
 * @param ioThreads number of event loops, each with its own ring
 * @param waitStrategy creates the wait strategy of each ring
 * @param nanoClock monotonic clock of the timelines
 * @param listeners receivers of the engine's events
 * @param callbackExecutor runs user code that depends on stages; null for threads of the engine
 */
public record TransportSettings(
        ConnectSettings connect,
        @Nullable ApiKeyProvider keyProvider,
        Duration keyRefreshInterval,
        @Nullable CreditMeter creditMeter,
        int streamWindowBytes,
        GovernorSettings governor,
        @Nullable StandaloneGovernor sharedGovernor,
        RetryPolicy retryPolicy,
        Duration probeAfterIdle,
        Duration closeGrace,
        int maxConnections,
        int ioThreads,
        Supplier<WaitStrategy> waitStrategy,
        LongSupplier nanoClock,
        List<EngineListener> listeners,
        @Nullable Executor callbackExecutor) {}
