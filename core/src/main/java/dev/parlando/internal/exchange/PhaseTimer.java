package dev.parlando.internal.exchange;

import dev.parlando.error.TimeoutPhase;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A timer that detects that the current phase of an exchange takes too long.
 *
 * <p>Progress within a phase only updates a timestamp, which is checked when the timer fires. Received bytes therefore
 * cost no scheduling.
 *
 * <p>Threading: owned by the event loop, whose clock it uses.
 */
public final class PhaseTimer {
    /** The exchange that is timed. */
    public interface Callback {
        /** Returns whether the peer waits for this side, so that its silence does not count. */
        boolean isBackpressured();

        /** Called when the phase exceeds its limit; the timer has stopped. */
        void onTimeout(TimeoutPhase phase, Duration limit);
    }

    private final EventExecutor loop;
    private final Callback callback;
    private TimeoutPhase phase = TimeoutPhase.REQUEST_WRITE;
    private Duration limit = Duration.ZERO;
    private long lastProgressNanos;
    private @Nullable ScheduledFuture<?> timer;

    PhaseTimer(EventExecutor loop, Callback callback) {
        this.loop = loop;
        this.callback = callback;
    }

    /** Starts a phase. */
    void start(TimeoutPhase next, Duration newLimit) {
        stop();
        phase = next;
        limit = newLimit;
        onProgress();
        schedule(limit.toNanos());
    }

    /** Restarts the time limit of the current phase after progress. */
    void onProgress() {
        lastProgressNanos = loop.ticker().nanoTime();
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule(long nanos) {
        timer = loop.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
    }

    private void check() {
        timer = null;
        if (callback.isBackpressured()) {
            onProgress();
        }
        long remainingNanos = limit.toNanos() - (loop.ticker().nanoTime() - lastProgressNanos);
        if (remainingNanos > 0) {
            schedule(remainingNanos);
        } else {
            callback.onTimeout(phase, limit);
        }
    }
}
