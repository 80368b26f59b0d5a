package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.credentials.ActiveKeys;
import dev.parlando.internal.delivery.ChunkRing;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.limiter.EngineGovernor;
import dev.parlando.internal.pool.ConnectionPool;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One event loop with its ring, its connections and its running work. Shards share no connections, streams or rings.
 *
 * <p>Threading: owned by its event loop, except {@link #execute}, {@link #remove} and immutable fields.
 */
final class EventLoopShard {
    private static final int RING_SLOTS = 1024;

    /** A piece of work that the shard keeps running and ends when it closes. */
    interface Task {
        /** Called on the loop when the ring has room again. */
        void onRingRoom();

        /** Called on the loop when the engine closes. */
        void abort(ParlandoException error);

        /** Called on the ring thread, as its last action, for work that has not ended when the engine is closed. */
        void failOnRingThread(ParlandoException error);

        /** Called on any thread when the engine is closed while the ring thread is blocked in a handler. */
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
    private final ActiveKeys keys;
    private final ChunkRing ring;
    private final ConnectionPool pool;
    private final RetryBudget retries;
    private final Set<Task> tasks = new LinkedHashSet<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private State state = State.OPEN;

    EventLoopShard(
            int number,
            EventLoop loop,
            TransportSettings settings,
            EngineGovernor governor,
            ActiveKeys keys,
            Connector connector) {
        this.loop = loop;
        this.settings = settings;
        this.governor = governor;
        this.keys = keys;
        this.pool = new ConnectionPool(loop, connector, settings);
        this.retries = new RetryBudget(
                settings.retryPolicy(), () -> ThreadLocalRandom.current().nextDouble());
        this.ring = new ChunkRing(
                "parlando-ring-" + number, RING_SLOTS, settings.waitStrategy().get(), () -> execute(this::onRingRoom));
    }

    TransportSettings settings() {
        return settings;
    }

    EngineGovernor governor() {
        return governor;
    }

    ActiveKeys keys() {
        return keys;
    }

    EventLoop loop() {
        return loop;
    }

    ChunkRing ring() {
        return ring;
    }

    RetryBudget retries() {
        return retries;
    }

    /** Runs a command on the loop; does nothing if the loop has ended. May be called on any thread. */
    void execute(Runnable command) {
        try {
            loop.execute(command);
        } catch (RejectedExecutionException loopHasEnded) {
            // Remaining members are abandoned by the thread that closes the engine.
        }
    }

    /** Runs a command on the loop after a delay. */
    ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return loop.schedule(command, delay, unit);
    }

    /** Adds new work; aborts it and returns false if the shard is closing or closed. */
    boolean add(Task task) {
        if (state != State.OPEN) {
            task.abort(StreamFailure.engineClosed());
            return false;
        }
        return tasks.add(task);
    }

    /** Removes work that has ended. May be called on any thread. */
    void remove(Task task) {
        execute(() -> {
            tasks.remove(task);
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

    private void onRingRoom() {
        List.copyOf(tasks).forEach(Task::onRingRoom);
    }

    /**
     * Stops accepting work; ends running work and closes all connections after the grace period. Called on the loop.
     */
    void close() {
        state = State.CLOSING;
        if (tasks.isEmpty() || settings.closeGrace().isZero()) {
            closeNow();
        } else {
            schedule(this::closeNow, settings.closeGrace().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void closeNow() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        List.copyOf(tasks).forEach(task -> task.abort(StreamFailure.engineClosed()));
        pool.close();
        closed.complete(null);
    }

    /** Returns a stage that completes, on the loop, when all work has ended and all connections are closed. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Stops the ring thread after the loop has ended, and fails the work that it could not finish. */
    void shutDownRing(long timeoutNanos) {
        List<Task> remaining = List.copyOf(tasks);
        boolean ended = ring.shutdown(
                timeoutNanos, () -> remaining.forEach(task -> task.failOnRingThread(StreamFailure.engineClosed())));
        if (!ended) {
            remaining.forEach(task -> task.failStages(StreamFailure.engineClosed()));
        }
    }
}
