package dev.parlando.internal.call;

import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.NettyFeatures;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A timer that detects that the handler of a stream consumes nothing although bytes wait for it. It looks at intervals
 * and therefore costs nothing per chunk.
 *
 * <p>Threading: owned by the event loop, whose clock it uses.
 */
final class HoldTimer {
    private static final int CHECKS_PER_LIMIT = 8;

    private final EventExecutor loop;
    private final long limitNanos;
    private final BooleanSupplier bytesWait;
    private final LongSupplier consumedBytes;
    private final Runnable onTimeout;
    private final LoopTimer nextCheck;
    private long lastConsumedBytes;
    private long progressNanos;

    /**
     * Creates a timer that is not running.
     *
     * @param bytesWait returns whether the stream uses a connection and has bytes for the handler
     * @param onTimeout called once when the limit has passed without progress; must not throw
     */
    HoldTimer(
            EventExecutor loop,
            Duration limit,
            BooleanSupplier bytesWait,
            LongSupplier consumedBytes,
            Runnable onTimeout) {
        this.loop = loop;
        this.limitNanos = limit.toNanos();
        this.bytesWait = bytesWait;
        this.consumedBytes = consumedBytes;
        this.onTimeout = onTimeout;
        this.nextCheck = new LoopTimer(loop, this::check);
    }

    void start() {
        onProgress();
        schedule();
    }

    void stop() {
        nextCheck.stop();
    }

    private void schedule() {
        nextCheck.start(limitNanos / CHECKS_PER_LIMIT);
    }

    private void onProgress() {
        lastConsumedBytes = consumedBytes.getAsLong();
        progressNanos = NettyFeatures.nanoTime(loop);
    }

    private void check() {
        if (!bytesWait.getAsBoolean() || consumedBytes.getAsLong() != lastConsumedBytes) {
            onProgress();
        }
        if (NettyFeatures.nanoTime(loop) - progressNanos >= limitNanos) {
            onTimeout.run();
        } else {
            schedule();
        }
    }
}
