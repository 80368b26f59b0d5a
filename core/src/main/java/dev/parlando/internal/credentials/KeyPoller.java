package dev.parlando.internal.credentials;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.SingleThreadFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A poller that runs at an interval or on request, on the thread {@code parlando-keys}, which is used for nothing else
 * and may block.
 *
 * <p>Threading: safe for use from any thread.
 */
final class KeyPoller implements AutoCloseable {
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Runnable poll;
    /** The requested poll that has not started yet. */
    @GuardedBy("this")
    private @Nullable CompletableFuture<Void> pending;

    private final SingleThreadFactory threads =
            new SingleThreadFactory(task -> EngineThread.create("parlando-keys", task));
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);

    /** Starts to poll; {@code poll} must not throw. */
    KeyPoller(Runnable poll, Duration interval) {
        this.poll = poll;
        long nanos = interval.toNanos();
        executor.scheduleWithFixedDelay(poll, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Polls as soon as the thread is free, once for all pending callers. The future completes on the thread after the
     * poll.
     */
    synchronized CompletableFuture<Void> pollNow() {
        try {
            if (pending == null) {
                pending = CompletableFuture.runAsync(this::runPoll, executor);
            }
            return pending.copy(); // The caller may complete its own.
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private void runPoll() {
        synchronized (this) {
            pending = null; // Later callers need a fresh poll, so they must not join this one.
        }
        poll.run();
    }

    /** Ends the thread; a running poll is interrupted, and a pending one is dropped. */
    @Override
    public void close() {
        executor.shutdownNow();
        synchronized (this) {
            if (pending != null) {
                pending.complete(null);
            }
        }
        threads.awaitEnd(CLOSE_NANOS);
    }
}
