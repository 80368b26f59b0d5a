package dev.parlando.internal.pool;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.connect.ConnectProcess;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.connect.Protocol;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.Session;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.http1.Http1Session;
import dev.parlando.internal.http2.Http2Session;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a pool, of either protocol, from the attempt to open it until it is closed.
 *
 * <p>Threading: owned by the event loop of its shard.
 */
final class Connection implements Connector.Listener, Session.Listener {
    private enum State {
        /** Resolving the host name, or setting up TCP, the proxy or TLS. */
        CONNECTING,
        /** Accepting requests. */
        OPEN,
        /** Finishing the running exchanges; new ones are not accepted. */
        DRAINING,
        /** The channel is closed. */
        CLOSED
    }

    private final Connector connector;
    private final TransportSettings settings;
    private final ConnectionPool pool;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private State state = State.CONNECTING;
    private @Nullable ConnectProcess connectProcess;
    private @Nullable Channel channel;
    private @Nullable Session session;
    private long tcpConnectedNanos;
    private long tlsReadyNanos;

    Connection(Connector connector, TransportSettings settings, ConnectionPool pool) {
        this.connector = connector;
        this.settings = settings;
        this.pool = pool;
    }

    /** Starts to connect. */
    void connect(EventLoop loop) {
        try {
            connectProcess = connector.connect(loop, this);
        } catch (Throwable thrown) {
            // Later, since the pool is opening connections.
            loop.execute(() -> onConnectFailed(UnexpectedFailure.toException(thrown)));
        }
    }

    /** Returns a stage that completes, on the loop, when the number of exchanges that the peer allows is known. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Returns the number of exchanges that can start now. */
    int availableStreams() {
        // The channel may already be closed although its close event has not arrived yet.
        boolean usable = state == State.OPEN && channel != null && channel.isActive();
        return usable ? session().availableStreams() : 0;
    }

    /** Returns the number of exchanges expected to fit once the connection is ready; zero if it is ready. */
    int expectedStreams(int typicalMaxStreams) {
        if (state == State.CONNECTING) {
            return typicalMaxStreams;
        }
        boolean capacityUnknown = state == State.OPEN && !session().isCapacityKnown();
        return capacityUnknown ? Math.max(0, typicalMaxStreams - session().activeStreams()) : 0;
    }

    /** Returns the number of concurrent exchanges that the peer allows; an estimate until the peer has announced it. */
    int maxStreams() {
        return session().maxStreams();
    }

    boolean isIdle() {
        return state == State.OPEN && session().activeStreams() == 0;
    }

    boolean isBusy() {
        return session != null && session.activeStreams() > 0;
    }

    /** Sends a request; {@link #availableStreams()} must not be zero. */
    void send(Exchange exchange) {
        long now = settings.nanoClock().getAsLong();
        exchange.onConnectionAccepted(now - tcpConnectedNanos, now - tlsReadyNanos);
        session().send(exchange);
    }

    @Override
    public void onTcpConnected() {
        tcpConnectedNanos = settings.nanoClock().getAsLong();
    }

    @Override
    public void onConnected(Channel connected, Protocol protocol) {
        try {
            start(connected, protocol);
        } catch (Throwable thrown) {
            connected.close();
            onConnectFailed(UnexpectedFailure.toException(thrown));
        }
    }

    private void start(Channel connected, Protocol protocol) {
        tlsReadyNanos = protocol == Protocol.H2C
                ? tcpConnectedNanos
                : settings.nanoClock().getAsLong();
        channel = connected;
        state = State.OPEN;
        session = protocol == Protocol.HTTP_1_1
                ? new Http1Session(connector.origin(), settings, this)
                : new Http2Session(protocol, connector.origin(), settings, this);
        session.start(connected);
        pool.onAvailable(this);
    }

    @Override
    public void onConnectFailed(ParlandoException error) {
        state = State.CLOSED;
        ready.completeExceptionally(error);
        pool.onFailed(this, error);
    }

    @Override
    public void onAvailable() {
        if (session().isCapacityKnown()) {
            ready.complete(null);
        }
        if (state == State.DRAINING && session().activeStreams() == 0) {
            close();
        } else if (state == State.OPEN) {
            pool.onAvailable(this);
        }
    }

    @Override
    public void onDraining() {
        if (state == State.OPEN) {
            state = State.DRAINING;
            pool.onDraining(this);
            if (session().activeStreams() == 0) {
                close();
            }
        }
    }

    @Override
    public void onClosed(StreamFailure failure) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        if (ready.isDone()) {
            pool.onClosed(this);
        } else {
            ParlandoException error = new TransportException(
                    failure.reason(), failure.cause(), RequestProgress.NOT_SENT, failure.timeoutPhase());
            ready.completeExceptionally(error);
            pool.onFailed(this, error);
        }
    }

    /** Closes the channel and every stream on it. */
    void close() {
        if (channel != null) {
            channel.close();
        } else if (connectProcess != null) {
            connectProcess.cancel();
            state = State.CLOSED;
            ready.completeExceptionally(StreamFailure.engineClosed());
        }
    }

    private Session session() {
        return Objects.requireNonNull(session, "there is no session before the connection is open");
    }
}
