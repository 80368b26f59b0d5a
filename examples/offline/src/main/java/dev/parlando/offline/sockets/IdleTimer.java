package dev.parlando.offline.sockets;

import dev.parlando.offline.limits.EventLoopClock;

/** A timer that fires once nothing has been recorded for some time. Threading: confined to the event loop. */
final class IdleTimer {
    private final EventLoopClock time;
    private final long limitNanos;
    private final Runnable onIdle;
    private long lastNanos;
    private boolean stopped;

    IdleTimer(EventLoopClock time, long limitNanos, Runnable onIdle) {
        this.time = time;
        this.limitNanos = limitNanos;
        this.onIdle = onIdle;
        lastNanos = time.nanoTime();
        time.schedule(this::check, limitNanos);
    }

    /** Records activity. */
    void touch() {
        lastNanos = time.nanoTime();
    }

    void stop() {
        stopped = true;
    }

    /** Fires if the time has passed, before the timer does. */
    void checkNow() {
        if (!stopped && restNanos() <= 0) {
            stopped = true;
            onIdle.run();
        }
    }

    private void check() {
        checkNow();
        if (!stopped) {
            time.schedule(this::check, restNanos());
        }
    }

    private long restNanos() {
        return limitNanos - (time.nanoTime() - lastNanos);
    }
}
