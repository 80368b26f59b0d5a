package dev.parlando.cache;

import dev.parlando.internal.feed.FeedRunner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that read and write the stored audio of one tier of a cache.
 *
 * <p>Threading: safe for use from any thread; only {@link #close} blocks.
 */
final class TierThreads implements AutoCloseable {
    private final ExecutorService threads;
    private final long maxWaitingBytes;
    private final AtomicLong waitingBytes = new AtomicLong();

    /**
     * Creates threads.
     *
     * @param maxWaitingBytes limit of audio that waits to be written
     */
    TierThreads(ExecutorService threads, long maxWaitingBytes) {
        this.threads = threads;
        this.maxWaitingBytes = maxWaitingBytes;
    }

    /** Runs a task. Returns false if the threads are closed. */
    boolean execute(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** Runs a task that writes audio. Returns false if too much waits already, or if the threads are closed. */
    boolean executeWrite(long bytes, Runnable task) {
        boolean accepted = waitingBytes.addAndGet(bytes) <= maxWaitingBytes
                && execute(() -> {
                    try {
                        task.run();
                    } finally {
                        waitingBytes.addAndGet(-bytes);
                    }
                });
        if (!accepted) {
            waitingBytes.addAndGet(-bytes);
        }
        return accepted;
    }

    /** Waits for the tasks, for a limited time, and ends the threads. */
    @Override
    public void close() {
        FeedRunner.close(threads);
    }
}
