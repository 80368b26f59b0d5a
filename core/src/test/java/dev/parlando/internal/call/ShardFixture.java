package dev.parlando.internal.call;

import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.credentials.ActiveKeys;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.EngineTelemetry;
import dev.parlando.internal.exchange.TestTransportSettings;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.limiter.EngineGovernor;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Creates and ends shards without a transport. Stateless. */
public final class ShardFixture {
    private ShardFixture() {}

    static EventLoopShard shard(EventLoop loop, Duration closeGrace, ActiveKeys keys, CallbackExecutor callbacks) {
        return shard(loop, keys, callbacks, TestTransportSettings.of(1, closeGrace, System::nanoTime));
    }

    /** Creates a shard with settings. */
    public static EventLoopShard shard(
            EventLoop loop, ActiveKeys keys, CallbackExecutor callbacks, TransportSettings settings) {
        EngineGovernor governor = EngineGovernor.create(
                settings.governor(),
                settings.retryPolicy(),
                () -> "none",
                System::nanoTime,
                () -> 0,
                (task, nanos) -> () -> {},
                Runnable::run);
        EngineTelemetry telemetry = new EngineTelemetry(List.of());
        Connector connector = new Connector(settings.connect());
        return new EventLoopShard(1, loop, settings, governor, telemetry, keys, connector, callbacks);
    }

    /** Ends the work and the connections of a shard. Called on its loop. */
    public static void close(EventLoopShard shard) {
        shard.close();
    }

    /** Ends the ring of a shard. */
    public static void halt(EventLoopShard shard) {
        shard.haltRing(System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
        shard.awaitEnd(TimeUnit.SECONDS.toNanos(30));
    }
}
