package dev.parlando.internal.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A pool of threads for code that may block. It creates them on demand without a limit, since one task may wait for
 * another, and they end when idle. It accepts tasks even after {@link #close()}.
 *
 * <p>Threading: safe for use from any thread. It never blocks, except in {@link #close()}.
 */
public final class EnginePool implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String threadName;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);

    /** Creates a pool without threads. */
    public EnginePool(String threadName) {
        this.threadName = threadName;
    }

    private Thread newThread(Runnable worker) {
        Thread created = EngineThread.create(threadName, () -> {
            try {
                worker.run();
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(created);
        return created;
    }

    /**
     * Runs a task on a thread of the pool.
     *
     * @throws OutOfMemoryError if no thread can be created
     */
    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Waits for running tasks, except the caller's own, and ends the threads. */
    @Override
    public void close() {
        executor.setKeepAliveTime(0, TimeUnit.SECONDS);
        long deadlineNanos = System.nanoTime() + CLOSE_NANOS;
        for (Thread thread : threads) {
            Uninterruptibly.join(thread, deadlineNanos - System.nanoTime());
        }
    }
}
