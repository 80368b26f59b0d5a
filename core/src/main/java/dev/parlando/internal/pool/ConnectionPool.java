package dev.parlando.internal.pool;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.http2.Http2Session;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connections of one lane: requests go to the first that has room, and others are opened when none has.
 *
 * <p>A request waits only for a connection that is being opened and is expected to have room for it. If the most
 * connections are open and full, it fails at once rather than wait where nobody sees it.
 *
 * <p>Threading: owned by the event loop of its lane.
 */
public final class ConnectionPool implements Connection.Pool {
    /** Beyond the first, connections that nobody needs are closed after that time. */
    private static final long IDLE_SECONDS = 60;

    private final EventLoop loop;
    private final Connector connector;
    private final TransportSettings settings;
    private final List<Connection> connections = new ArrayList<>();
    private final Set<Connection> draining = new LinkedHashSet<>();
    private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
    private int usualCapacity = Http2Session.USUAL_STREAMS;
    private int kept = 1;

    public ConnectionPool(EventLoop loop, Connector connector, TransportSettings settings) {
        this.loop = loop;
        this.connector = connector;
        this.settings = settings;
    }

    /** Sends a request on a connection with room for it, or as soon as one is open. */
    public void open(Exchange exchange) {
        waiting.add(exchange);
        dispatch();
    }

    /**
     * Opens connections until there are so many, and keeps them from being closed as idle.
     *
     * @return completes, on the loop, when all of them are ready
     */
    public CompletableFuture<Void> openConnections(int count) {
        kept = Math.max(kept, Math.min(count, settings.maxConnections()));
        while (connections.size() < kept) {
            connect();
        }
        return CompletableFuture.allOf(
                connections.stream().map(Connection::ready).toArray(CompletableFuture<?>[]::new));
    }

    private void dispatch() {
        Exchange next;
        while ((next = nextWaiting()) != null) {
            Connection connection = withRoom();
            if (connection == null) {
                connectForWaiting();
                return;
            }
            waiting.poll();
            connection.begin(next);
        }
    }

    private @Nullable Exchange nextWaiting() {
        waiting.removeIf(Exchange::isClosed);
        return waiting.peek();
    }

    private @Nullable Connection withRoom() {
        for (Connection connection : connections) {
            if (connection.room() > 0) {
                return connection;
            }
        }
        return null;
    }

    private void connectForWaiting() {
        while (waiting.size() > expectedRoom() && mayConnect() && connections.size() < settings.maxConnections()) {
            connect();
        }
        failWaitingBeyond(expectedRoom(), full());
    }

    /** Returns whether a new connection would be of use; a peer that allows no stream is asked again once it is gone. */
    private boolean mayConnect() {
        if (connections.isEmpty()) {
            usualCapacity = Math.max(1, usualCapacity);
        }
        return usualCapacity > 0;
    }

    private CapacityException full() {
        String problem = usualCapacity == 0
                ? connector.origin().address() + " allows no request at present; try again later"
                : "all " + connections.size() + " connections to "
                        + connector.origin().address() + " are full; ask for less at once or raise max_connections";
        return new CapacityException(problem, null);
    }

    private int expectedRoom() {
        long room = 0;
        for (Connection connection : connections) {
            room += connection.expectedRoom(usualCapacity);
        }
        return (int) Math.min(room, Integer.MAX_VALUE);
    }

    private void connect() {
        Connection connection = new Connection(connector, settings, this);
        connections.add(connection);
        connection.connect(loop);
    }

    private void failWaitingBeyond(int count, ParlandoException error) {
        List<Exchange> failed = new ArrayList<>();
        while (waiting.size() > count) {
            failed.add(waiting.removeLast());
        }
        failed.forEach(exchange -> exchange.failUnsent(error));
    }

    @Override
    public void onRoom(Connection connection) {
        usualCapacity = connection.capacity();
        dispatch();
        if (connection.isIdle() && connections.size() > kept) {
            loop.schedule(() -> closeIfIdle(connection), IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void closeIfIdle(Connection connection) {
        if (connection.isIdle() && connections.size() > kept && connections.remove(connection)) {
            draining.add(connection);
            connection.close();
        }
    }

    @Override
    public void onDraining(Connection connection) {
        connections.remove(connection);
        draining.add(connection);
        if (connection.isBusy() && connections.isEmpty()) {
            // It was in use, so its successor will be: it opens now, not when somebody waits for it.
            connect();
        }
        dispatch();
    }

    @Override
    public void onFailed(Connection connection, ParlandoException error) {
        connections.remove(connection);
        failWaitingBeyond(expectedRoom(), error);
        dispatch();
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
        draining.remove(connection);
        dispatch();
    }

    /** Closes all connections. */
    public void close() {
        List.copyOf(connections).forEach(Connection::close);
        List.copyOf(draining).forEach(Connection::close);
    }
}
