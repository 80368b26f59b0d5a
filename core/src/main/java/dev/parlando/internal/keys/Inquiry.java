package dev.parlando.internal.keys;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks a question at an interval, or at once, on the thread {@code parlando-keys}, which does nothing else and may block.
 *
 * <p>Threading: safe for use from any thread.
 */
final class Inquiry implements AutoCloseable {
    private static final long CLOSE_SECONDS = 2;

    private final Runnable question;
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, Inquiry::newThread);

    /** Starts to ask; the question must not throw. */
    Inquiry(Runnable question, Duration interval) {
        this.question = question;
        long nanos = interval.toNanos();
        executor.scheduleWithFixedDelay(question, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "parlando-keys");
        thread.setDaemon(true);
        return thread;
    }

    /** Asks as soon as the thread is free; completes when that is done, on the thread. */
    CompletableFuture<Void> now() {
        try {
            return CompletableFuture.runAsync(question, executor);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Ends the thread; a question under way is interrupted. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
