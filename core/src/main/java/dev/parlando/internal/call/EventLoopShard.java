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
 * Is one event loop with its ring, its connections and the work under way on them; lanes share nothing.
 *
 * <p>Threading: owned by its event loop, except {@link #execute}, {@link #remove} and what never changes.
 */
final class EventLoopShard {
    private static final int RING_SLOTS = 1024;

    /** Is a piece of work that the lane must keep going and, when it closes, bring to an end. */
    interface Task {
        /** The ring has room again; on the loop. */
        void onRingRoom();

        /** The engine closes; on the loop. */
        void abort(ParlandoException error);

        /** The engine has closed before the work could be told; the last thing on the ring thread. */
        void failOnRingThread(ParlandoException error);

        /** The engine has closed, but the ring thread is inside a handler that does not return; any thread. */
        void failStages(ParlandoException error);
    }

    private enum State {
        /** Work is taken. */
        OPEN,
        /** No new work is taken; what is under way may come to its end. */
        CLOSING,
        /** All work was ended and all connections were closed. */
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

    /** Runs a command on the loop, soon; does nothing once the loop has ended. Any thread. */
    void execute(Runnable command) {
        try {
            loop.execute(command);
        } catch (RejectedExecutionException loopHasEnded) {
            // Whatever is still a member is abandoned by the thread that closes the engine.
        }
    }

    /** Runs a command on the loop, later. */
    ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return loop.schedule(command, delay, unit);
    }

    /** Takes in new work; false if the lane has closed. */
    boolean add(Task task) {
        if (state != State.OPEN) {
            task.abort(StreamFailure.engineClosed());
            return false;
        }
        return tasks.add(task);
    }

    /** Lets go of work that has ended; any thread. */
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

    /** Opens connections ahead; the stage completes on the loop. */
    CompletableFuture<Void> openConnections(int count) {
        return state == State.OPEN
                ? pool.openConnections(count)
                : CompletableFuture.failedFuture(StreamFailure.engineClosed());
    }

    private void onRingRoom() {
        List.copyOf(tasks).forEach(Task::onRingRoom);
    }

    /** Takes no more work, and ends what is under way and all connections once the grace is over; on the loop. */
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

    /** Returns a stage that completes, on the loop, when all work was ended and all connections were closed. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Stops the ring thread, after the loop has ended, and fails what it could not finish. */
    void shutDownRing(long timeoutNanos) {
        List<Task> remaining = List.copyOf(tasks);
        boolean ended = ring.shutdown(
                timeoutNanos, () -> remaining.forEach(task -> task.failOnRingThread(StreamFailure.engineClosed())));
        if (!ended) {
            remaining.forEach(task -> task.failStages(StreamFailure.engineClosed()));
        }
    }
}
