package dev.parlando.offline.limits;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The clock and the timer of the event loop. */
public interface EventLoopClock {
    /** Returns nanoseconds since an arbitrary time in the past, as {@link System#nanoTime}. */
    long nanoTime();

    /** Runs the task on the event loop after the delay. */
    void schedule(Runnable task, long delayNanos);

    /** Returns the real clock and timer of an event loop. */
    static EventLoopClock of(EventExecutor loop) {
        return new EventLoopClock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void schedule(Runnable task, long delayNanos) {
                Future<?> unused = loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            }
        };
    }
}
