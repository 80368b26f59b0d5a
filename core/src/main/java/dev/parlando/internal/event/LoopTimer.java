package dev.parlando.internal.event;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A timer of an event loop for which a time at which the process stood still does not count as silence of the peer.
 *
 * <p>A process may be stopped for some time, as by SIGSTOP, a paused container or a closed laptop. Its loop may then run
 * the expired timers before it has read the bytes that wait in its sockets. A timer that fires late therefore waits for a
 * short time, while the loop reads, and again if the process stands still meanwhile.
 *
 * <p>Threading: owned by the event loop, whose clock it uses. Cost: a start that only delays a running timer allocates
 * nothing. The timer then fires at the earlier time and waits for the rest.
 */
public final class LoopTimer {
    /** The minimum delay that counts as a pause of the process. */
    public static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** The time for reading after a pause. */
    public static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final EventExecutor loop;
    private final Runnable onExpired;
    private @Nullable ScheduledFuture<?> scheduled;
    private long scheduledNanos;
    private long dueNanos;

    /** Creates a timer that is not running. */
    public LoopTimer(EventExecutor loop, Runnable onExpired) {
        this.loop = loop;
        this.onExpired = onExpired;
    }

    /** Starts the timer, or starts it again. */
    public void start(long nanos) {
        dueNanos = now() + nanos;
        if (scheduled == null || scheduledNanos - dueNanos > 0) {
            stop();
            scheduledNanos = dueNanos;
            scheduled = loop.schedule(this::fire, nanos, TimeUnit.NANOSECONDS);
        }
    }

    public void stop() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }

    public boolean isRunning() {
        return scheduled != null;
    }

    private void fire() {
        scheduled = null;
        long now = now();
        long leftNanos = dueNanos - now;
        if (now - scheduledNanos > LATE_NANOS) {
            start(Math.max(leftNanos, GRACE_NANOS));
        } else if (leftNanos > 0) {
            start(leftNanos);
        } else {
            onExpired.run();
        }
    }

    private long now() {
        return NettyFeatures.nanoTime(loop);
    }
}
