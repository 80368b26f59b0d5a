package dev.parlando.internal.limiter;

import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.SingleThreadFactory;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The scheduler of a governor that outlives each engine. Its thread {@code parlando-governor} exists only while tasks
 * are scheduled, and for a few seconds longer.
 *
 * <p>Threading: safe for use from any thread; it never blocks, except in {@link #close()}.
 */
final class GovernorTimer implements Scheduler, AutoCloseable {
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SingleThreadFactory threads =
            new SingleThreadFactory(task -> EngineThread.createShared("parlando-governor", task));
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);

    GovernorTimer() {
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Runnable schedule(Runnable task, long delayNanos) {
        try {
            Future<?> wakeup = executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            return () -> wakeup.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    /** Drops the scheduled tasks and ends the thread. */
    @Override
    public void close() {
        executor.shutdownNow();
        threads.awaitEnd(CLOSE_NANOS);
    }
}
