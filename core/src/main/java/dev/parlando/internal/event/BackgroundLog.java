package dev.parlando.internal.event;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The log of a thread that streams share, or of code that holds a lock which such a thread needs. A logger is code of the
 * user that may block or throw. Its messages are therefore written by a thread {@code parlando-log}, which exists only
 * while messages are pending.
 *
 * <p>Messages that exceed {@value #MAX_PENDING} pending ones are dropped. Their number is logged as soon as there is room
 * again.
 *
 * <p>Threading: safe for use from any thread. It never blocks, except in {@link #close()}, and never throws.
 */
public final class BackgroundLog implements AutoCloseable {
    static final int MAX_PENDING = 10_000;

    private static final System.Logger LOG = System.getLogger(BackgroundLog.class.getName());
    private static final long IDLE_SECONDS = 1;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong dropped = new AtomicLong();
    private final SingleThreadFactory threads =
            new SingleThreadFactory(task -> EngineThread.create("parlando-log", task));
    private final ThreadPoolExecutor executor;

    /** Creates a log without a thread. */
    public BackgroundLog() {
        executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_PENDING),
                threads,
                (message, pool) -> dropped.incrementAndGet());
        executor.allowCoreThreadTimeOut(true);
    }

    /** Runs the statement that writes a message: in the background of a shared thread, otherwise immediately. */
    public static void write(Runnable message) {
        BackgroundLog log = EngineThread.currentLog();
        if (log == null) {
            run(message);
        } else {
            log.add(message);
        }
    }

    /** Runs the statement that writes a message in the background. */
    public void add(Runnable message) {
        try {
            executor.execute(() -> {
                run(message);
                logDropped();
            });
        } catch (OutOfMemoryError noThreadIsLeft) {
            dropped.incrementAndGet();
        }
    }

    private void logDropped() {
        long count = dropped.getAndSet(0);
        if (count > 0) {
            run(() -> LOG.log(
                    System.Logger.Level.WARNING, "{0} log messages were dropped, since the logger is too slow", count));
        }
    }

    private static void run(Runnable message) {
        try {
            message.run();
        } catch (Throwable loggerFailed) {
            // The work that logs continues even then.
        }
    }

    /** Waits a short time for the pending messages, and ends the thread. */
    @Override
    public void close() {
        executor.shutdown();
        threads.awaitEnd(CLOSE_NANOS);
    }
}
