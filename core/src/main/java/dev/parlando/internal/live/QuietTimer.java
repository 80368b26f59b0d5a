package dev.parlando.internal.live;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The timer of one stream for the quiet time of its writer. It runs once at a time. Text that arrives meanwhile does not
 * move it, so that a token costs no timer.
 *
 * <p>Threading: one thread at a time starts and stops it.
 */
public final class QuietTimer {
    private final LiveTimer timer;
    private final Runnable onExpired;
    private final AtomicBoolean running = new AtomicBoolean();
    private Runnable cancel = () -> {};

    /** Creates a timer that is not running. */
    public QuietTimer(LiveTimer timer, Runnable onExpired) {
        this.timer = timer;
        this.onExpired = onExpired;
    }

    /** Starts the timer unless it is running, or the time is {@link Long#MAX_VALUE}. */
    public void start(long nanos) {
        if (nanos != Long.MAX_VALUE && running.compareAndSet(false, true)) {
            cancel = timer.schedule(this::expire, nanos);
        }
    }

    private void expire() {
        running.set(false);
        onExpired.run();
    }

    public void stop() {
        cancel.run();
    }
}
