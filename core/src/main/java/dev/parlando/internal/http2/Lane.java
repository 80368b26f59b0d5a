package dev.parlando.internal.http2;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.ring.ChunkRing;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * Is one event loop with its ring, its connections and the work under way on them; lanes share nothing.
 *
 * <p>Threading: owned by its event loop, except {@link #execute}, {@link #forget} and {@link #ring()}.
 */
final class Lane {
    private static final int RING_SLOTS = 1024;

    /** Is a piece of work that the lane must keep going and, when it closes, bring to an end. */
    interface Member {
        /** The ring has room again; on the loop. */
        void onRingRoom();

        /** The engine closes; on the loop. */
        void abort(ParlandoException error);

        /** The engine has closed, and both threads have ended, before the work could be told. */
        void abandon(ParlandoException error);
    }

    private final EventLoop loop;
    private final TransportSettings settings;
    private final Connector connector;
    private final ChunkRing ring;
    private final List<Connection> connections = new ArrayList<>();
    private final Set<Member> members = new LinkedHashSet<>();
    private boolean closed;

    Lane(int number, EventLoop loop, TransportSettings settings, Connector connector) {
        this.loop = loop;
        this.settings = settings;
        this.connector = connector;
        this.ring = new ChunkRing(
                "parlando-ring-" + number, RING_SLOTS, settings.waitStrategy().get(), () -> execute(this::onRingRoom));
    }

    TransportSettings settings() {
        return settings;
    }

    ChunkRing ring() {
        return ring;
    }

    /** Runs a command on the loop, soon; does nothing once the loop has ended. Any thread. */
    void execute(Runnable command) {
        try {
            loop.execute(command);
        } catch (RejectedExecutionException loopHasEnded) {
            // Whatever is still a member is abandoned by the thread that closes the engine.
        }
    }

    /** Takes in new work; false if the lane has closed. */
    boolean join(Member member) {
        if (closed) {
            member.abort(closedError());
            return false;
        }
        return members.add(member);
    }

    /** Lets go of work that has ended; any thread. */
    void forget(Member member) {
        execute(() -> members.remove(member));
    }

    /** Sends a request on a connection with room for it, or on a new one. */
    void open(Exchange exchange) {
        if (closed) {
            exchange.failUnsent(closedError());
            return;
        }
        for (Connection connection : connections) {
            if (connection.hasRoom()) {
                connection.open(exchange);
                return;
            }
        }
        Connection connection = new Connection(loop, settings.streamWindowBytes(), connector, connections::remove);
        connections.add(connection);
        connection.open(exchange);
        connection.connect();
    }

    private void onRingRoom() {
        List.copyOf(members).forEach(Member::onRingRoom);
    }

    /** Ends all work and closes all connections; on the loop. */
    void close() {
        closed = true;
        List.copyOf(members).forEach(member -> member.abort(closedError()));
        List.copyOf(connections).forEach(Connection::close);
    }

    /** Stops the ring thread, after the loop has ended, and fails what it could not finish. */
    void shutDownRing(long timeoutNanos) {
        ring.shutdown(timeoutNanos);
        List.copyOf(members).forEach(member -> member.abandon(closedError()));
    }

    private static EngineClosedException closedError() {
        return new EngineClosedException("the engine was closed before the speech was complete");
    }
}
