package dev.parlando.offline.limits;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Is the time of the event loop: tells it, and calls back later, on the loop. */
public interface EventLoopClock {
    /** Returns nanoseconds since some moment in the past, as {@link System#nanoTime}. */
    long nanoTime();

    /** Runs the task on the event loop when the delay has passed. */
    void schedule(Runnable task, long delayNanos);

    /** Returns the real time of a loop. */
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
