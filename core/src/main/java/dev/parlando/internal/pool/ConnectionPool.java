package dev.parlando.internal.pool;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.connect.CleartextProtocol;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.event.EngineTelemetry;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.http2.Http2Session;
import dev.parlando.telemetry.ConnectionClosed.Reason;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one shard. A request uses the first connection with room; another is opened if none has room.
 *
 * <p>A request waits only for a connection that is being opened and is expected to have room for it. If the maximum
 * number of connections is open and all are full, the request fails immediately instead of waiting in a hidden queue.
 *
 * <p>A network may have dropped a connection silently while it was idle. After a long silence, a request is
 * therefore not written before the peer has answered a check of the connection. Another connection is opened at the same
 * time, and the request uses the first that is ready. An idle connection does not count against the maximum while its
 * check runs.
 *
 * <p>Threading: owned by the event loop of its shard.
 */
public final class ConnectionPool {
    private final EventLoop loop;
    private final ChannelOpener opener;
    private final TransportSettings settings;
    private final CleartextProtocol cleartextProtocol;
    private final EngineTelemetry telemetry;
    private final List<Connection> connections = new ArrayList<>();
    private final Set<Connection> draining = new LinkedHashSet<>();
    private final ArrayDeque<Exchange> queue = new ArrayDeque<>();
    private int typicalMaxStreams = Http2Session.DEFAULT_MAX_STREAMS;
    private int minConnections = 1;
    /** The failure to open a connection while requests wait for a check; null if they wait for a connection. */
    private @Nullable ParlandoException connectError;

    public ConnectionPool(EventLoop loop, Connector connector, TransportSettings settings, EngineTelemetry telemetry) {
        this(
                loop,
                listener -> connector.connect(loop, listener)::cancel,
                settings,
                connector.cleartextProtocol(),
                telemetry);
    }

    ConnectionPool(
            EventLoop loop,
            ChannelOpener opener,
            TransportSettings settings,
            CleartextProtocol cleartextProtocol,
            EngineTelemetry telemetry) {
        this.telemetry = telemetry;
        this.loop = loop;
        this.opener = opener;
        this.settings = settings;
        this.cleartextProtocol = cleartextProtocol;
    }

    /** Sends a request on a connection with room for it, or as soon as one is open. */
    public void submit(Exchange exchange) {
        queue.add(exchange);
        connectError = null;
        dispatch();
    }

    /**
     * Opens connections until {@code count} exist, and keeps that number from being closed as idle. A connection that may
     * be dead does not count until it has answered a check.
     *
     * @return a stage that completes, on the loop, when all connections are ready
     */
    public CompletableFuture<Void> openConnections(int count) {
        minConnections = Math.max(minConnections, Math.min(count, settings.maxConnections()));
        probeStale();
        while (countedConnections() < minConnections) {
            connect();
        }
        return CompletableFuture.allOf(
                connections.stream().map(Connection::ready).toArray(CompletableFuture<?>[]::new));
    }

    private void dispatch() {
        if (nextQueued() != null) {
            probeStale();
        }
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

    /** Checks the connections that may be dead, and gives up those that cannot be checked. */
    private void probeStale() {
        for (Connection connection : List.copyOf(connections)) {
            if (connection.isStale() && !connection.probe()) {
                retire(connection);
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
        // After a failure to connect, requests wait for the running checks and do not connect again.
        while (connectError == null
                && queue.size() > expectedStreams()
                && canConnect()
                && countedConnections() < settings.maxConnections()) {
            connect();
        }
        if (queue.size() > waitingCapacity()) {
            failQueuedBeyond(waitingCapacity(), connectError == null ? noCapacityError() : connectError);
        }
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
        String address = settings.connect().origin().address();
        String problem = typicalMaxStreams == 0
                ? address + " allows no request at present; try again later"
                : "all " + connections.size() + " connections to "
                        + address
                        + " are full; send fewer concurrent requests or raise max_connections";
        return new CapacityException(problem, null);
    }

    /** Returns the number of connections, without idle ones whose check is not answered yet. */
    private int countedConnections() {
        return sum(connection -> connection.isProbing() && connection.isIdle() ? 0 : 1);
    }

    /** Returns the number of requests for which there will be room on connections that are being opened. */
    private int expectedStreams() {
        return sum(connection -> connection.expectedStreams(typicalMaxStreams));
    }

    /** Returns the number of requests that may wait, for connections that are being opened or checked. */
    private int waitingCapacity() {
        return (int) Math.min((long) expectedStreams() + sum(Connection::probedStreams), Integer.MAX_VALUE);
    }

    private int sum(ToIntFunction<Connection> value) {
        long sum = 0;
        for (Connection connection : connections) {
            sum += value.applyAsInt(connection);
        }
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    private void connect() {
        connect(new Connection(opener, settings, this, loop, telemetry));
    }

    private void connect(Connection connection) {
        connections.add(connection);
        connection.connect();
    }

    /** Returns the protocol of servers without TLS. */
    CleartextProtocol cleartextProtocol() {
        return cleartextProtocol;
    }

    /** Opens a connection for HTTP/1.1 in the place of one whose server does not speak HTTP/2. */
    void replace(Connection connection) {
        connections.remove(connection);
        typicalMaxStreams = 1;
        connect(connection.newReplacement());
        dispatch();
    }

    /** Fails requests, the newest first, until {@code count} are left. Each gets an error of its own. */
    private void failQueuedBeyond(int count, ParlandoException error) {
        List<Exchange> failed = new ArrayList<>();
        while (queue.size() > count) {
            failed.add(queue.removeLast());
        }
        boolean shared = failed.size() > 1 || !queue.isEmpty();
        failed.forEach(exchange -> exchange.failUnsent(shared ? error.copy() : error));
    }

    /** Called when the connection may have room for more exchanges. */
    void onAvailable(Connection connection) {
        typicalMaxStreams = connection.maxStreams();
        dispatch();
    }

    /** Called when no request has used the connection for some time. */
    void onIdleTimeout(Connection connection) {
        if (connection.isIdle() && connections.contains(connection) && countedConnections() > minConnections) {
            retire(connection);
        }
    }

    /** Closes a connection that is not needed. */
    private void retire(Connection connection) {
        connections.remove(connection);
        if (!connection.isConnecting()) {
            draining.add(connection);
        }
        connection.retire();
    }

    /** Called when a connection has answered its check, so that the requests need not wait for a new one. */
    void onProbeAnswered(Connection connection) {
        connectError = null;
        retireSurplus(settings.maxConnections(), Connection::isConnecting);
        retireSurplus(settings.maxConnections(), Connection::isIdle);
        onAvailable(connection);
        if (queue.isEmpty()) {
            retireSurplus(minConnections, Connection::isConnecting);
        }
    }

    /** Closes the connections that satisfy the predicate, the newest first, as long as more than {@code count} exist. */
    private void retireSurplus(int count, Predicate<Connection> surplus) {
        for (int i = connections.size() - 1; i >= 0 && countedConnections() > count; i--) {
            Connection connection = connections.get(i);
            if (surplus.test(connection) && !connection.isProbing()) {
                retire(connection);
            }
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
        failQueuedBeyond(waitingCapacity(), error);
        connectError = waitingCapacity() > expectedStreams() ? error : null;
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
        List<Connection> open = new ArrayList<>(connections);
        open.addAll(draining);
        open.forEach(connection -> UnexpectedFailure.contain(() -> connection.close(Reason.ENGINE_CLOSED)));
    }
}
