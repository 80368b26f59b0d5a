package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.credentials.Keyring;
import dev.parlando.internal.delivery.ChunkRing;
import dev.parlando.internal.exchange.Broken;
import dev.parlando.internal.exchange.Exchange;
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
 * <p>Threading: owned by its event loop, except {@link #execute}, {@link #forget} and what never changes.
 */
final class Lane {
    private static final int RING_SLOTS = 1024;

    /** Is a piece of work that the lane must keep going and, when it closes, bring to an end. */
    interface Member {
        /** The ring has room again; on the loop. */
        void onRingRoom();

        /** The engine closes; on the loop. */
        void abort(ParlandoException error);

        /** The engine has closed before the work could be told; the last thing on the ring thread. */
        void abandon(ParlandoException error);

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
    private final Keyring keys;
    private final ChunkRing ring;
    private final ConnectionPool pool;
    private final Retries retries;
    private final Set<Member> members = new LinkedHashSet<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private State state = State.OPEN;

    Lane(
            int number,
            EventLoop loop,
            TransportSettings settings,
            EngineGovernor governor,
            Keyring keys,
            Connector connector) {
        this.loop = loop;
        this.settings = settings;
        this.governor = governor;
        this.keys = keys;
        this.pool = new ConnectionPool(loop, connector, settings);
        this.retries = new Retries(
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

    Keyring keys() {
        return keys;
    }

    EventLoop loop() {
        return loop;
    }

    ChunkRing ring() {
        return ring;
    }

    Retries retries() {
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
    boolean join(Member member) {
        if (state != State.OPEN) {
            member.abort(Broken.engineClosed());
            return false;
        }
        return members.add(member);
    }

    /** Lets go of work that has ended; any thread. */
    void forget(Member member) {
        execute(() -> {
            members.remove(member);
            if (state == State.CLOSING && members.isEmpty()) {
                closeNow();
            }
        });
    }

    /** Sends a request on a connection with room for it, or on a new one. */
    void open(Exchange exchange) {
        if (state == State.CLOSED) {
            exchange.failUnsent(Broken.engineClosed());
        } else {
            pool.open(exchange);
        }
    }

    /** Opens connections ahead; the stage completes on the loop. */
    CompletableFuture<Void> openConnections(int count) {
        return state == State.OPEN
                ? pool.openConnections(count)
                : CompletableFuture.failedFuture(Broken.engineClosed());
    }

    private void onRingRoom() {
        List.copyOf(members).forEach(Member::onRingRoom);
    }

    /** Takes no more work, and ends what is under way and all connections once the grace is over; on the loop. */
    void close() {
        state = State.CLOSING;
        if (members.isEmpty() || settings.closeGrace().isZero()) {
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
        List.copyOf(members).forEach(member -> member.abort(Broken.engineClosed()));
        pool.close();
        closed.complete(null);
    }

    /** Returns a stage that completes, on the loop, when all work was ended and all connections were closed. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Stops the ring thread, after the loop has ended, and fails what it could not finish. */
    void shutDownRing(long timeoutNanos) {
        List<Member> left = List.copyOf(members);
        boolean ended =
                ring.shutdown(timeoutNanos, () -> left.forEach(member -> member.abandon(Broken.engineClosed())));
        if (!ended) {
            left.forEach(member -> member.failStages(Broken.engineClosed()));
        }
    }
}
