package dev.parlando.internal.exchange;

import dev.parlando.error.Phase;
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
    public interface Watched {
        /** Returns whether it is this side that makes the peer wait. */
        boolean isHeldBack();

        /** Is told that the phase took longer than its limit; the timer has stopped. */
        void onTimeout(Phase phase, Duration limit);
    }

    private final EventExecutor loop;
    private final Watched watched;
    private Phase phase = Phase.REQUEST_WRITE;
    private Duration limit = Duration.ZERO;
    private long sinceNanos;
    private @Nullable ScheduledFuture<?> timer;

    PhaseTimer(EventExecutor loop, Watched watched) {
        this.loop = loop;
        this.watched = watched;
    }

    /** Begins a phase. */
    void enter(Phase next, Duration itsLimit) {
        stop();
        phase = next;
        limit = itsLimit;
        touch();
        schedule(limit.toNanos());
    }

    /** Begins the time of the present phase anew, since something came. */
    void touch() {
        sinceNanos = loop.ticker().nanoTime();
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule(long nanos) {
        timer = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        timer = null;
        if (watched.isHeldBack()) {
            touch();
        }
        long leftNanos = limit.toNanos() - (loop.ticker().nanoTime() - sinceNanos);
        if (leftNanos > 0) {
            schedule(leftNanos);
        } else {
            watched.onTimeout(phase, limit);
        }
    }
}
