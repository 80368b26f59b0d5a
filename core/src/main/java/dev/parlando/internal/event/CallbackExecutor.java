package dev.parlando.internal.event;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The executor of user code that depends on stages, which may block. It is the user's, or a pool of threads
 * {@code parlando-callback} that end when idle.
 *
 * <p>No task is lost: the pool runs those that the user's executor refuses. The pool has no limit, since a callback may
 * wait for another one. It accepts tasks even after {@link #close()}.
 *
 * <p>The user's executor is code of the user, which may block or run the task itself. It is therefore never called on a
 * shared thread, but on one of the pool.
 *
 * <p>Threading: safe for use from any thread. It never blocks, except in {@link #close()}.
 */
public final class CallbackExecutor implements Executor, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CallbackExecutor.class.getName());

    private final @Nullable Executor userExecutor;
    private final AtomicBoolean refusalLogged = new AtomicBoolean();
    private final EnginePool pool = new EnginePool("parlando-callback");

    /** Creates an executor that uses the user's, which stays open; null for the pool alone. */
    public CallbackExecutor(@Nullable Executor userExecutor) {
        this.userExecutor = userExecutor;
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

    /** Returns the executor of tasks that must not depend on the user's executor. It uses the pool only. */
    public Executor pool() {
        return this::executeOnPool;
    }

    private void execute(Runnable task, @Nullable Executor executor) {
        if (executor == null) {
            executeOnPool(task);
        } else if (EngineThread.isCurrentShared()) {
            executeOnPool(() -> executeOn(executor, task));
        } else {
            executeOn(executor, task);
        }
    }

    private void executeOn(Executor executor, Runnable task) {
        if (!offer(executor, task)) {
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
                BackgroundLog.write(() -> LOG.log(System.Logger.Level.WARNING, message, thrown));
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
        pool.close();
    }
}
