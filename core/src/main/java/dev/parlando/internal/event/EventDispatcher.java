package dev.parlando.internal.event;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A dispatcher that delivers events to listeners, in order. It uses a thread that exists while events are pending, or
 * an executor of the user's, in the order that the executor keeps. That executor may block or run the listeners itself, so
 * that the thread calls it for events of a shared thread.
 *
 * <p>Listeners that are more than {@value #MAX_PENDING} events behind miss the oldest, which are counted; a user's
 * executor has its own limits.
 *
 * <p>Threading: safe for use from any thread; it never blocks, except in {@link #close()}.
 *
 * @param <L> the type of the listeners
 */
public final class EventDispatcher<L> implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventDispatcher.class.getName());
    private static final int MAX_PENDING = 10_000;
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String subject;
    private final List<L> listeners = new CopyOnWriteArrayList<>();
    private final @Nullable Executor userExecutor;
    private final SingleThreadFactory threads =
            new SingleThreadFactory(task -> EngineThread.create("parlando-events", task));
    private final ThreadPoolExecutor pool;
    private final BackgroundLog log = new BackgroundLog();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean failureLogged = new AtomicBoolean();

    /** Creates a dispatcher for a subject, such as {@code governor}, with a thread of its own. */
    public EventDispatcher(String subject) {
        this(subject, null);
    }

    /** Creates a dispatcher that uses a user's executor, which stays open; null for its own thread. */
    public EventDispatcher(String subject, @Nullable Executor userExecutor) {
        this.subject = subject;
        this.userExecutor = userExecutor;
        pool = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_PENDING),
                threads,
                this::executeWithoutOldest);
        pool.allowCoreThreadTimeOut(true);
    }

    /** Makes room for an event in a full queue. */
    private void executeWithoutOldest(Runnable newest, ThreadPoolExecutor full) {
        if (full.isShutdown()) {
            return; // There are no listeners any more.
        }
        if (full.getQueue().poll() != null) {
            countDropped(1);
        }
        full.execute(newest);
    }

    private void countDropped(int events) {
        if (events > 0 && dropped.getAndAdd(events) == 0) {
            log(() -> LOG.log(
                    System.Logger.Level.WARNING,
                    "the listeners of the {0} are too slow, so that events are dropped; droppedEvents() counts them",
                    subject));
        }
    }

    /** Runs the statement that writes a message in the background, since the caller may hold a lock. */
    public void log(Runnable message) {
        log.add(message);
    }

    /** Returns the number of events that no listener received because the listeners or their executor were too slow. */
    public long droppedEvents() {
        return dropped.get();
    }

    /** Adds a listener for events from now on. */
    public void add(L listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Removes a listener, which may still receive earlier events. */
    public void remove(L listener) {
        listeners.remove(Objects.requireNonNull(listener, "listener"));
    }

    /** Returns whether there are listeners, so that an event is worth creating. */
    public boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** Delivers an event to all listeners, asynchronously. */
    public void dispatch(Consumer<L> event) {
        if (hasListeners()) {
            Runnable delivery = () -> listeners.forEach(listener -> dispatch(listener, event));
            if (userExecutor == null) {
                pool.execute(delivery);
            } else if (EngineThread.isCurrentShared()) {
                pool.execute(() -> execute(userExecutor, delivery));
            } else {
                execute(userExecutor, delivery);
            }
        }
    }

    private void execute(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (Throwable thrown) { // Such as a RejectedExecutionException.
            dropped.incrementAndGet();
            String message = "the executor for listeners of the " + subject + " refuses";
            BackgroundLog.write(() -> LOG.log(System.Logger.Level.WARNING, message, thrown));
        }
    }

    private void dispatch(L listener, Consumer<L> event) {
        try {
            event.accept(listener);
        } catch (Throwable thrown) {
            if (!failureLogged.getAndSet(true)) {
                String message = "a listener of the " + subject + " failed (logged once)";
                BackgroundLog.write(() -> LOG.log(System.Logger.Level.WARNING, message, thrown));
            }
        }
    }

    /** Delivers the pending events and messages, and ends the threads. A listener that does not return is interrupted. */
    @Override
    public void close() {
        pool.shutdown();
        if (!threads.isCurrent()) { // A listener that closes the engine cannot wait for its own thread.
            threads.awaitEnd(CLOSE_NANOS);
            countDropped(pool.shutdownNow().size());
        }
        log.close();
    }
}
