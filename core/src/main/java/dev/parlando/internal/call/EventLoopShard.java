package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.credentials.ActiveKeys;
import dev.parlando.internal.delivery.ChunkRing;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.EngineTelemetry;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.limiter.EngineGovernor;
import dev.parlando.internal.pool.ConnectionPool;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One event loop with its ring, its connections and its running work. Shards share no connections, streams or rings.
 *
 * <p>Threading: owned by its event loop, except the methods that say otherwise, the set of tasks and immutable fields.
 */
public final class EventLoopShard {
    private static final int RING_SLOTS = 1024;

    /** A piece of work that the shard keeps running. It ends when the shard closes, or when one of its steps throws. */
    public interface Task {
        /** Called on the loop after the work has ended. */
        default void onRemoved() {}

        /** Called on the loop to end the work with an error. */
        void abort(ParlandoException error);

        /** Called on the ring thread, as its last action, or after its end, for work that has not ended by then. */
        void failDirectly(ParlandoException error);

        /** Called on any thread for work that cannot be ended in another way. */
        void failStages(ParlandoException error);
    }

    private enum State {
        /** Accepting work. */
        OPEN,
        /** Not accepting work; running work may complete. */
        CLOSING,
        /** All work has ended and all connections are closed. */
        CLOSED
    }

    private final EventLoop loop;
    private final TransportSettings settings;
    private final EngineGovernor governor;
    private final EngineTelemetry telemetry;
    private final ActiveKeys keys;
    private final CallbackExecutor callbacks;
    private final ChunkRing ring;
    private final ConnectionPool pool;
    private final RetryBudget retries;
    private final List<Runnable> parts = new ArrayList<>();
    private final Set<Task> tasks = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private State state = State.OPEN;
    private volatile boolean terminated;

    EventLoopShard(
            int number,
            EventLoop loop,
            TransportSettings settings,
            EngineGovernor governor,
            EngineTelemetry telemetry,
            ActiveKeys keys,
            Connector connector,
            CallbackExecutor callbacks) {
        this.loop = loop;
        this.settings = settings;
        this.governor = governor;
        this.telemetry = telemetry;
        this.keys = keys;
        this.callbacks = callbacks;
        this.pool = new ConnectionPool(loop, connector, settings, telemetry);
        this.retries = new RetryBudget(
                settings.retryPolicy(), () -> ThreadLocalRandom.current().nextDouble());
        this.ring = new ChunkRing(
                "parlando-ring-" + number, RING_SLOTS, settings.waitStrategy().get(), this::execute);
        ring.watch((check, nanos) -> loop.schedule(check, nanos, TimeUnit.NANOSECONDS));
    }

    /** Returns the settings of the engine. */
    public TransportSettings settings() {
        return settings;
    }

    /** Returns the limits on concurrent requests. */
    public EngineGovernor governor() {
        return governor;
    }

    EngineTelemetry telemetry() {
        return telemetry;
    }

    /** Returns the keys that requests carry. */
    public ActiveKeys keys() {
        return keys;
    }

    /** Returns the executor of user code. */
    public CallbackExecutor callbacks() {
        return callbacks;
    }

    /** Returns the event loop. */
    public EventLoop loop() {
        return loop;
    }

    ChunkRing ring() {
        return ring;
    }

    RetryBudget retries() {
        return retries;
    }

    /** Runs a step of a task on the loop; does nothing if the loop has ended. May be called on any thread. */
    public void execute(Task task, Runnable step) {
        execute(guarded(task, step));
    }

    /** Runs a command that ends its task for anything that it throws, or whose failure concerns no task. */
    public void execute(Runnable command) {
        try {
            loop.execute(command);
        } catch (RejectedExecutionException loopHasEnded) {
            // The thread that closes the engine ends the remaining tasks.
        }
    }

    /** Runs a step of a task on the loop after a delay. */
    ScheduledFuture<?> schedule(Task task, Runnable step, long delay, TimeUnit unit) {
        return loop.schedule(guarded(task, step), delay, unit);
    }

    /** Returns a command that runs a step of a task, and ends the task with an error for anything that it throws. */
    public Runnable guarded(Task task, Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (Throwable thrown) {
                abort(task, thrown);
            }
        };
    }

    /** Ends a task with an error for something that it threw. Called on the loop. */
    void abort(Task task, Throwable thrown) {
        ParlandoException error = UnexpectedFailure.toException(thrown);
        try {
            task.abort(error);
        } catch (Throwable again) {
            UnexpectedFailure.toException(again);
            UnexpectedFailure.contain(() -> task.failStages(error));
            remove(task);
        }
    }

    /** Adds new work and runs its first step on the loop; aborts the work if the shard is closing. Called on any thread. */
    public void start(Task task, Runnable firstStep) {
        tasks.add(task);
        execute(task, () -> {
            if (state == State.OPEN) {
                firstStep.run();
            } else {
                task.abort(StreamFailure.engineClosed());
            }
        });
        if (terminated) {
            endRemaining(task); // The loop may have ended before it ran the step.
        }
    }

    /** Removes work that has ended. May be called on any thread. */
    void remove(Task task) {
        tasks.remove(task);
        execute(() -> {
            task.onRemoved();
            if (state == State.CLOSING && tasks.isEmpty()) {
                closeNow();
            }
        });
    }

    /** Sends a request on a connection with room for it, or on a new one. */
    void submit(Exchange exchange) {
        if (state == State.CLOSED) {
            exchange.failUnsent(StreamFailure.engineClosed());
        } else {
            pool.submit(exchange);
        }
    }

    /** Opens connections ahead of use; the stage completes on the loop. */
    CompletableFuture<Void> openConnections(int count) {
        return state == State.OPEN
                ? pool.openConnections(count)
                : CompletableFuture.failedFuture(StreamFailure.engineClosed());
    }

    /**
     * Stops accepting work; ends running work and closes all connections after the grace period. Called on the loop.
     */
    void close() {
        state = State.CLOSING;
        if (tasks.isEmpty()) {
            closeNow();
        } else if (settings.closeGrace().isZero()) {
            endGrace();
        } else {
            new LoopTimer(loop, this::endGrace).start(settings.closeGrace().toNanos());
        }
    }

    /** Refuses the waiting calls of all shards before the running ones return their permits to them. */
    private void endGrace() {
        try {
            governor.refuseWaiting();
        } finally {
            closeNow();
        }
    }

    private void closeNow() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        tasks.forEach(task -> abort(task, StreamFailure.engineClosed()));
        try {
            parts.forEach(UnexpectedFailure::contain);
            pool.close();
        } finally {
            closed.complete(null);
        }
    }

    /** Adds a part that is closed, on the loop, after all work has ended. Called on the loop. */
    public void closeWith(Runnable part) {
        parts.add(part);
    }

    /**
     * Returns the delay before a call tries again after an error that the service cannot have processed, or a negative
     * number if it must not.
     *
     * @param attempts number of attempts so far
     */
    public long retryDelayNanos(int attempts, ParlandoException error) {
        return retries.delayNanos(attempts, error, false, false);
    }

    /** Returns a stage that completes, on the loop, when all work has ended and all connections are closed. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Stops the ring thread once it has delivered the published items. Called after the loop has ended. */
    void haltRing(long deadlineNanos) {
        List<Task> remaining = List.copyOf(tasks);
        ring.halt(deadlineNanos, () -> remaining.forEach(EventLoopShard::failDirectly));
    }

    /** Waits for the end of the ring thread, and ends the tasks that it could not end. */
    void awaitEnd(long timeoutNanos) {
        ring.awaitEnd(timeoutNanos);
        terminated = true;
        tasks.forEach(this::endRemaining);
    }

    private void endRemaining(Task task) {
        if (!ring.hasEnded()) {
            // The ring thread is blocked in a handler.
            UnexpectedFailure.contain(() -> task.failStages(StreamFailure.engineClosed()));
        } else if (tasks.remove(task)) {
            failDirectly(task);
        }
    }

    /** Ends a task after its loop has ended. An exception concerns this task only. */
    private static void failDirectly(Task task) {
        ParlandoException error = StreamFailure.engineClosed();
        try {
            task.failDirectly(error);
        } catch (Throwable thrown) {
            UnexpectedFailure.toException(thrown);
            UnexpectedFailure.contain(() -> task.failStages(error));
        }
    }
}
