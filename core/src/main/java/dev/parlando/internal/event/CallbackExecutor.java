package dev.parlando.internal.event;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The executor of user code that depends on stages, which may block. It is the user's, or a pool of threads
 * {@code parlando-callback} that end when idle.
 *
 * <p>No task is lost: the pool runs those that the user's executor refuses. The pool has no limit, since a callback may
 * wait for another one. It accepts tasks even after {@link #close()}.
 *
 * <p>Threading: safe for use from any thread. It never blocks, except in {@link #close()}.
 */
public final class CallbackExecutor implements Executor, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CallbackExecutor.class.getName());
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final @Nullable Executor userExecutor;
    private final AtomicBoolean refusalLogged = new AtomicBoolean();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);

    /** Creates an executor that uses the user's, which stays open; null for the pool alone. */
    public CallbackExecutor(@Nullable Executor userExecutor) {
        this.userExecutor = userExecutor;
    }

    private Thread newThread(Runnable worker) {
        Thread created = EngineThread.create("parlando-callback", () -> {
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
     * Returns a future that completes with the result of another one, on this executor. A completed result is passed on
     * immediately. The caller may complete its own future.
     */
    public <T extends @Nullable Object> CompletableFuture<T> dispatch(CompletableFuture<T> result) {
        return dispatch(result, this);
    }

    /** Returns a future that completes with the result of another one on an executor. */
    static <T extends @Nullable Object> CompletableFuture<T> dispatch(CompletableFuture<T> result, Executor executor) {
        return result.isDone() ? result.copy() : result.whenCompleteAsync((value, failure) -> {}, executor);
    }

    /** Returns a stage for user code, as {@link #dispatch} does. */
    public <T extends @Nullable Object> CompletionStage<T> stage(CompletableFuture<T> result) {
        return dispatch(result).minimalCompletionStage();
    }

    @Override
    public void execute(Runnable task) {
        execute(task, userExecutor);
    }

    /** Returns the executor of one call, with the pool for the tasks that it refuses; this executor if it is null. */
    public Executor orElse(@Nullable Executor callExecutor) {
        return callExecutor == null ? this : task -> execute(task, callExecutor);
    }

    private void execute(Runnable task, @Nullable Executor executor) {
        if (executor == null || !offer(executor, task)) {
            executeOnPool(task);
        }
    }

    private boolean offer(Executor executor, Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (Throwable thrown) { // Such as a RejectedExecutionException.
            if (!refusalLogged.getAndSet(true)) {
                String message = "the callback executor refuses tasks; threads of the engine complete the stages";
                LOG.log(System.Logger.Level.WARNING, message, thrown);
            }
            return false;
        }
    }

    private void executeOnPool(Runnable task) {
        try {
            pool.execute(task);
        } catch (OutOfMemoryError noThreadIsLeft) {
            task.run();
        }
    }

    /** Waits for running tasks, except the caller's own, and ends the threads. */
    @Override
    public void close() {
        pool.setKeepAliveTime(0, TimeUnit.SECONDS);
        long deadlineNanos = System.nanoTime() + CLOSE_NANOS;
        for (Thread thread : threads) {
            if (thread != Thread.currentThread()) {
                Uninterruptibly.await(
                        deadlineNanos - System.nanoTime(),
                        nanos -> TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(nanos, 1)));
            }
        }
    }
}
