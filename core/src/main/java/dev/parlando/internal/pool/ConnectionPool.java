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
 * The connections of one shard. A request uses the first connection with room; another is opened if none has room.
 *
 * <p>A request waits only for a connection that is being opened and is expected to have room for it. If the maximum
 * number of connections is open and all are full, the request fails immediately instead of waiting in a hidden queue.
 *
 * <p>Threading: owned by the event loop of its shard.
 */
public final class ConnectionPool {
    /** Idle time after which connections in excess of {@code minConnections} are closed. */
    private static final long IDLE_SECONDS = 60;

    private final EventLoop loop;
    private final Connector connector;
    private final TransportSettings settings;
    private final List<Connection> connections = new ArrayList<>();
    private final Set<Connection> draining = new LinkedHashSet<>();
    private final ArrayDeque<Exchange> queue = new ArrayDeque<>();
    private int typicalMaxStreams = Http2Session.DEFAULT_MAX_STREAMS;
    private int minConnections = 1;

    public ConnectionPool(EventLoop loop, Connector connector, TransportSettings settings) {
        this.loop = loop;
        this.connector = connector;
        this.settings = settings;
    }

    /** Sends a request on a connection with room for it, or as soon as one is open. */
    public void submit(Exchange exchange) {
        queue.add(exchange);
        dispatch();
    }

    /**
     * Opens connections until {@code count} exist, and keeps that number from being closed as idle.
     *
     * @return a stage that completes, on the loop, when all connections are ready
     */
    public CompletableFuture<Void> openConnections(int count) {
        minConnections = Math.max(minConnections, Math.min(count, settings.maxConnections()));
        while (connections.size() < minConnections) {
            connect();
        }
        return CompletableFuture.allOf(
                connections.stream().map(Connection::ready).toArray(CompletableFuture<?>[]::new));
    }

    private void dispatch() {
        Exchange next;
        while ((next = nextQueued()) != null) {
            Connection connection = firstAvailable();
            if (connection == null) {
                connectForQueued();
                return;
            }
            queue.poll();
            try {
                connection.send(next);
            } catch (Throwable thrown) {
                next.abandon(thrown);
            }
        }
    }

    private @Nullable Exchange nextQueued() {
        queue.removeIf(Exchange::isClosed);
        return queue.peek();
    }

    private @Nullable Connection firstAvailable() {
        for (Connection connection : connections) {
            if (connection.availableStreams() > 0) {
                return connection;
            }
        }
        return null;
    }

    private void connectForQueued() {
        while (queue.size() > expectedStreams() && canConnect() && connections.size() < settings.maxConnections()) {
            connect();
        }
        failQueuedBeyond(expectedStreams(), noCapacityError());
    }

    /**
     * Returns whether to open a connection. A peer that allows no stream is tried again once its connection is gone.
     */
    private boolean canConnect() {
        if (connections.isEmpty()) {
            typicalMaxStreams = Math.max(1, typicalMaxStreams);
        }
        return typicalMaxStreams > 0;
    }

    private CapacityException noCapacityError() {
        String problem = typicalMaxStreams == 0
                ? connector.origin().address() + " allows no request at present; try again later"
                : "all " + connections.size() + " connections to "
                        + connector.origin().address()
                        + " are full; send fewer concurrent requests or raise max_connections";
        return new CapacityException(problem, null);
    }

    private int expectedStreams() {
        long streams = 0;
        for (Connection connection : connections) {
            streams += connection.expectedStreams(typicalMaxStreams);
        }
        return (int) Math.min(streams, Integer.MAX_VALUE);
    }

    private void connect() {
        Connection connection = new Connection(connector, settings, this);
        connections.add(connection);
        connection.connect(loop);
    }

    private void failQueuedBeyond(int count, ParlandoException error) {
        List<Exchange> failed = new ArrayList<>();
        while (queue.size() > count) {
            failed.add(queue.removeLast());
        }
        failed.forEach(exchange -> exchange.failUnsent(error));
    }

    /** Called when the connection may have room for more exchanges. */
    void onAvailable(Connection connection) {
        typicalMaxStreams = connection.maxStreams();
        dispatch();
        if (connection.isIdle() && connections.size() > minConnections) {
            loop.schedule(() -> closeIfIdle(connection), IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void closeIfIdle(Connection connection) {
        if (connection.isIdle() && connections.size() > minConnections && connections.remove(connection)) {
            draining.add(connection);
            connection.close();
        }
    }

    /** Called when the connection accepts no new exchanges; running exchanges continue. */
    void onDraining(Connection connection) {
        connections.remove(connection);
        draining.add(connection);
        if (connection.isBusy() && connections.isEmpty()) {
            // The connection was in use, so a replacement will be needed. Open it now rather than on the next request.
            connect();
        }
        dispatch();
    }

    /** Called when the connection fails before it is ready, so that requests no longer wait for it. */
    void onFailed(Connection connection, ParlandoException error) {
        connections.remove(connection);
        failQueuedBeyond(expectedStreams(), error);
        dispatch();
    }

    /** Called when the connection closes after it was ready. */
    void onClosed(Connection connection) {
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
