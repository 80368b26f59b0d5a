package dev.parlando.internal.exchange;

import dev.parlando.error.TimeoutPhase;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.NettyFeatures;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * A timer that detects that the current phase of an exchange takes too long.
 *
 * <p>Progress within a phase only updates a timestamp, which is checked when the timer fires. Received bytes therefore
 * cost no scheduling.
 *
 * <p>Threading: owned by the event loop, whose clock it uses.
 */
final class PhaseTimer {
    private final EventExecutor loop;
    private final BooleanSupplier backpressured;
    private final BiConsumer<TimeoutPhase, Duration> onTimeout;
    private TimeoutPhase phase = TimeoutPhase.REQUEST_WRITE;
    private Duration limit = Duration.ZERO;
    private long lastProgressNanos;
    private final LoopTimer timer;

    /**
     * Creates a timer that is not running.
     *
     * @param backpressured returns whether the peer waits for this side, so that its silence does not count
     * @param onTimeout called with the phase and its limit when the phase exceeds it; the timer has stopped
     */
    PhaseTimer(EventExecutor loop, BooleanSupplier backpressured, BiConsumer<TimeoutPhase, Duration> onTimeout) {
        this.loop = loop;
        this.backpressured = backpressured;
        this.onTimeout = onTimeout;
        this.timer = new LoopTimer(loop, this::check);
    }

    /** Starts a phase. */
    void start(TimeoutPhase next, Duration newLimit) {
        phase = next;
        limit = newLimit;
        onProgress();
        timer.start(limit.toNanos());
    }

    /** Restarts the time limit of the current phase after progress. */
    void onProgress() {
        lastProgressNanos = NettyFeatures.nanoTime(loop);
    }

    void stop() {
        timer.stop();
    }

    private void check() {
        if (backpressured.getAsBoolean()) {
            onProgress();
        }
        long remainingNanos = limit.toNanos() - (NettyFeatures.nanoTime(loop) - lastProgressNanos);
        if (remainingNanos > 0) {
            timer.start(remainingNanos);
        } else {
            onTimeout.accept(phase, limit);
        }
    }
}
