package dev.parlando.internal.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A timer with its clock. Implementations are safe for use from any thread. */
public interface LiveTimer {
    /** Returns the time of the clock, which never goes back, in nanoseconds. */
    long nanoTime();

    /**
     * Runs a task once after a delay.
     *
     * @return a command that cancels the task and does nothing once the task has run
     */
    Runnable schedule(Runnable task, long delayNanos);

    /** Returns a timer that runs its tasks on an executor. Once that is shut down, it runs none. */
    static LiveTimer on(ScheduledExecutorService executor) {
        return new LiveTimer() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Runnable schedule(Runnable task, long delayNanos) {
                try {
                    Future<?> scheduled = executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
                    return () -> scheduled.cancel(false);
                } catch (RejectedExecutionException shutDown) {
                    return () -> {};
                }
            }
        };
    }

    /** Returns a timer that runs its tasks on the pool of the JDK for asynchronous tasks. */
    static LiveTimer ofJdk() {
        return new LiveTimer() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Runnable schedule(Runnable task, long delayNanos) {
                Executor later = CompletableFuture.delayedExecutor(delayNanos, TimeUnit.NANOSECONDS);
                CompletableFuture<Void> scheduled = CompletableFuture.runAsync(task, later);
                return () -> scheduled.cancel(false);
            }
        };
    }
}
