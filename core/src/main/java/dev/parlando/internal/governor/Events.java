package dev.parlando.internal.governor;

import dev.parlando.governor.GovernorListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners what happened, in order, on a thread that exists while there is something to tell.
 *
 * <p>A listener that is more than {@value #MAX_PENDING} events behind misses the oldest.
 *
 * <p>Threading: safe for use from any thread; it never blocks, except in {@link #close()}.
 */
final class Events implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Events.class.getName());
    private static final int MAX_PENDING = 10_000;
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_SECONDS = 2;

    private final List<GovernorListener> listeners = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    Events() {
        executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_PENDING),
                this::newThread,
                new ThreadPoolExecutor.DiscardOldestPolicy());
        executor.allowCoreThreadTimeOut(true);
    }

    private Thread newThread(Runnable task) {
        Thread created = new Thread(task, "parlando-events");
        created.setDaemon(true);
        thread = created;
        return created;
    }

    void add(GovernorListener listener) {
        listeners.add(listener);
    }

    void remove(GovernorListener listener) {
        listeners.remove(listener);
    }

    /** Returns whether anybody listens, so that it is worth making an event. */
    boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** Tells all listeners, soon. */
    void tell(Consumer<GovernorListener> event) {
        if (isHeard()) {
            executor.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        }
    }

    private static void tell(GovernorListener listener, Consumer<GovernorListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable thrown) {
            LOG.log(System.Logger.Level.WARNING, "a listener of the governor failed", thrown);
        }
    }

    /** Tells what is pending and ends the thread; a listener that does not return is interrupted. */
    @Override
    public void close() {
        executor.shutdown();
        if (Thread.currentThread() == thread) {
            return; // A listener closes the engine, and cannot wait for its own end.
        }
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
