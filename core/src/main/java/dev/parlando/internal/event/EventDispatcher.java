package dev.parlando.internal.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners what happened, in order, on a thread that exists while there is something to tell; or by an executor of the
 * user's, in the order that it keeps.
 *
 * <p>A listener that is more than {@value #MAX_PENDING} events behind misses the oldest; an executor of the user's has limits
 * of its own.
 *
 * <p>Threading: safe for use from any thread; it never blocks, except in {@link #close()}.
 *
 * @param <L> the listeners
 */
public final class EventDispatcher<L> implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventDispatcher.class.getName());
    private static final int MAX_PENDING = 10_000;
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_SECONDS = 2;

    private final String subject;
    private final List<L> listeners = new CopyOnWriteArrayList<>();
    private final Executor executor;
    /** Is null if the executor is the user's. */
    private final @Nullable ThreadPoolExecutor ownExecutor;

    private volatile @Nullable Thread thread;

    /** Makes events of a subject, such as {@code governor}, that are told on a thread of their own. */
    public EventDispatcher(String subject) {
        this.subject = subject;
        ownExecutor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_PENDING),
                this::newThread,
                new ThreadPoolExecutor.DiscardOldestPolicy());
        ownExecutor.allowCoreThreadTimeOut(true);
        executor = ownExecutor;
    }

    /** Makes events that are told by an executor of the user's, which stays open. */
    public EventDispatcher(String subject, Executor userExecutor) {
        this.subject = subject;
        ownExecutor = null;
        executor = userExecutor;
    }

    private Thread newThread(Runnable task) {
        Thread created = new Thread(task, "parlando-events");
        created.setDaemon(true);
        thread = created;
        return created;
    }

    /** Adds one who is told from now on. */
    public void add(L listener) {
        listeners.add(listener);
    }

    /** Removes one, who may still be told what has happened before. */
    public void remove(L listener) {
        listeners.remove(listener);
    }

    /** Returns whether anybody listens, so that it is worth making an event. */
    public boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** Tells all listeners, soon. */
    public void dispatch(Consumer<L> event) {
        if (hasListeners()) {
            execute(() -> listeners.forEach(listener -> dispatch(listener, event)));
        }
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RuntimeException e) { // Such as a RejectedExecutionException.
            LOG.log(System.Logger.Level.WARNING, "the executor for listeners of the " + subject + " refuses", e);
        }
    }

    private void dispatch(L listener, Consumer<L> event) {
        try {
            event.accept(listener);
        } catch (Throwable thrown) {
            LOG.log(System.Logger.Level.WARNING, "a listener of the " + subject + " failed", thrown);
        }
    }

    /** Tells what is pending and ends the thread, if it is ours; a listener that does not return is interrupted. */
    @Override
    public void close() {
        if (ownExecutor != null) {
            close(ownExecutor);
        }
    }

    private void close(ThreadPoolExecutor pool) {
        pool.shutdown();
        if (Thread.currentThread() == thread) {
            return; // A listener closes the engine, and cannot wait for its own end.
        }
        try {
            if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
