package dev.parlando.internal.exchange;

import dev.parlando.error.TimeoutPhase;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells an exchange when its present phase takes too long.
 *
 * <p>Progress within a phase moves a time stamp only; the timer looks at it when it goes off, so bytes cost no scheduling.
 *
 * <p>Threading: owned by the event loop, on whose clock it runs.
 */
public final class PhaseTimer {
    /** Is what the timer watches over. */
    public interface Callback {
        /** Returns whether it is this side that makes the peer wait. */
        boolean isBackpressured();

        /** Is told that the phase took longer than its limit; the timer has stopped. */
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

    /** Begins a phase. */
    void start(TimeoutPhase next, Duration newLimit) {
        stop();
        phase = next;
        limit = newLimit;
        onProgress();
        schedule(limit.toNanos());
    }

    /** Begins the time of the present phase anew, since something came. */
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
