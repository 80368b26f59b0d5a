package dev.parlando.internal.pool;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.connect.Protocol;
import dev.parlando.internal.event.EngineTelemetry;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.Session;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.http1.Http1Session;
import dev.parlando.internal.http2.Http2Session;
import dev.parlando.internal.origin.Origin;
import dev.parlando.telemetry.ConnectionClosed.Reason;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    /** Idle time after which a connection that the pool need not keep is closed. */
    private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ChannelOpener opener;
    private final TransportSettings settings;
    private final ConnectionPool pool;
    private final EventLoop loop;
    private final CompletableFuture<Void> ready;
    /** Runs while the connection is idle. */
    private final LoopTimer idleTimer;

    private final EngineTelemetry telemetry;
    private final ConnectionEvents events;

    private State state = State.CONNECTING;
    private boolean established;
    private boolean closing;
    private @Nullable Runnable cancelConnect;
    private @Nullable Channel channel;
    private @Nullable Session session;
    private long tcpConnectedNanos;
    private long tlsReadyNanos;

    Connection(
            ChannelOpener opener,
            TransportSettings settings,
            ConnectionPool pool,
            EventLoop loop,
            EngineTelemetry telemetry) {
        this(opener, settings, pool, loop, telemetry, new CompletableFuture<>());
    }

    private Connection(
            ChannelOpener opener,
            TransportSettings settings,
            ConnectionPool pool,
            EventLoop loop,
            EngineTelemetry telemetry,
            CompletableFuture<Void> ready) {
        this.opener = opener;
        this.ready = ready;
        this.settings = settings;
        this.pool = pool;
        this.loop = loop;
        this.telemetry = telemetry;
        this.idleTimer = new LoopTimer(loop, () -> pool.onIdleTimeout(this));
        this.events =
                new ConnectionEvents(telemetry, settings.connect().origin().address());
    }

    /** Returns a new connection for the requests and stages that wait for this one. */
    Connection newReplacement() {
        return new Connection(opener, settings, pool, loop, telemetry, ready);
    }

    /** Starts to connect. */
    void connect() {
        events.onStarted();
        try {
            cancelConnect = opener.open(this);
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
        return isUsable() ? session().availableStreams() : 0;
    }

    private boolean isUsable() {
        // The channel may already be closed although its close event has not arrived yet.
        return state == State.OPEN && channel != null && channel.isActive();
    }

    /** Returns the number of exchanges expected to fit once the connection is ready; zero if it is ready. */
    int expectedStreams(int typicalMaxStreams) {
        if (state == State.CONNECTING) {
            return typicalMaxStreams;
        }
        boolean capacityUnknown = state == State.OPEN && !session().isCapacityKnown();
        return capacityUnknown ? Math.max(0, typicalMaxStreams - session().activeStreams()) : 0;
    }

    /** Returns the number of exchanges that can start once the peer has answered a check; zero without a check. */
    int probedStreams() {
        return isProbing() ? Math.max(0, session().maxStreams() - session().activeStreams()) : 0;
    }

    /** Returns the number of concurrent exchanges that the peer allows; an estimate until the peer has announced it. */
    int maxStreams() {
        return session().maxStreams();
    }

    /** Returns whether the connection could accept an exchange but may be dead undetected. */
    boolean isStale() {
        return established && availableStreams() > 0 && session().isStale();
    }

    /** Starts to check a stale connection; returns false if its protocol has no check. */
    boolean probe() {
        return session().probe();
    }

    /** Returns whether a check is running; it ends with {@link #onProbeAnswered} or {@link #onClosed}. */
    boolean isProbing() {
        return isUsable() && session().isCapacityKnown() && session().isProbing();
    }

    boolean isConnecting() {
        return state == State.CONNECTING;
    }

    boolean isIdle() {
        return state == State.OPEN && session().activeStreams() == 0;
    }

    boolean isBusy() {
        return session != null && session.activeStreams() > 0;
    }

    /** Sends a request; {@link #availableStreams()} must not be zero. */
    void send(Exchange exchange) {
        idleTimer.stop();
        long now = settings.nanoClock().getAsLong();
        exchange.onConnectionAccepted(now - tcpConnectedNanos, now - tlsReadyNanos);
        session().send(exchange);
        events.onUse(isBusy());
    }

    @Override
    public void onNameResolved() {
        events.onNameResolved();
    }

    @Override
    public void onTcpConnected() {
        events.onTcpConnected();
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
        long nowNanos = settings.nanoClock().getAsLong();
        Origin origin = settings.connect().origin();
        tlsReadyNanos = origin.secure() ? nowNanos : tcpConnectedNanos;
        channel = connected;
        state = State.OPEN;
        if (protocol == Protocol.HTTP_1_1
                || (!origin.secure() && pool.cleartextProtocol().isHttp1(nowNanos))) {
            session = new Http1Session(origin, settings, this);
        } else {
            if (!origin.secure()) {
                boolean speaksHttp2 = pool.cleartextProtocol().isHttp2();
                connected.pipeline().addLast(new ServerPrefaceCheck(speaksHttp2, this::onOtherProtocol));
            }
            session = new Http2Session(protocol, origin, settings, this);
        }
        events.onOpened(connected, session.protocol());
        session.start(connected);
        pool.onAvailable(this);
        established = true; // The requests that waited for the connection need no check.
        updateIdleTimer();
    }

    /** Called when the server does not begin HTTP/2. No request has been written by then. */
    private void onOtherProtocol() {
        if (state == State.OPEN && !closing) {
            state = State.CLOSED;
            idleTimer.stop();
            events.onClosed("the server does not speak HTTP/2");
            pool.cleartextProtocol()
                    .onSeen(Protocol.HTTP_1_1, settings.nanoClock().getAsLong());
            pool.replace(this);
        }
    }

    /** Starts the time after which an idle connection may be closed; any request in the meantime stops it. */
    private void updateIdleTimer() {
        if (!isIdle()) {
            idleTimer.stop();
        } else if (!idleTimer.isRunning()) {
            idleTimer.start(MAX_IDLE_NANOS);
        }
    }

    @Override
    public void onConnectFailed(ParlandoException error) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        pool.cleartextProtocol().forget();
        events.onFailed(error);
        ready.completeExceptionally(error);
        pool.onFailed(this, error);
    }

    @Override
    public void onAvailable() {
        events.onUse(isBusy());
        if (session().isCapacityKnown() && ready.complete(null) && session instanceof Http2Session) {
            pool.cleartextProtocol().onSeen(Protocol.H2C, settings.nanoClock().getAsLong());
        }
        if (state == State.DRAINING && session().activeStreams() == 0) {
            close(Reason.DRAINED);
        } else if (state == State.OPEN) {
            pool.onAvailable(this);
            updateIdleTimer();
        }
    }

    @Override
    public void onProbeAnswered() {
        if (state == State.OPEN) {
            pool.onProbeAnswered(this);
            updateIdleTimer();
        }
    }

    @Override
    public void onDraining() {
        if (state == State.OPEN) {
            state = State.DRAINING;
            events.onDraining();
            pool.onDraining(this);
            if (session().activeStreams() == 0) {
                close(Reason.DRAINED);
            }
        }
    }

    @Override
    public void onClosed(StreamFailure failure) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        events.onClosed(failure.reason());
        idleTimer.stop();
        if (!closing && !session().isConfirmed()) {
            pool.cleartextProtocol().forget();
        }
        if (ready.isDone()) {
            pool.onClosed(this);
        } else {
            ParlandoException error = new TransportException(
                    failure.reason(), failure.cause(), RequestProgress.NOT_SENT, failure.timeoutPhase());
            ready.completeExceptionally(error);
            pool.onFailed(this, error);
        }
    }

    /** Closes a connection that the pool does not need. Stages that wait for it complete, since there is another one. */
    void retire() {
        ready.complete(null);
        close(Reason.UNUSED);
    }

    /** Closes the channel and every stream on it. */
    void close(Reason reason) {
        closing = true;
        events.onClosing(reason);
        if (channel != null) {
            channel.close();
            return;
        }
        if (cancelConnect != null) {
            cancelConnect.run();
        }
        state = State.CLOSED;
        ready.completeExceptionally(StreamFailure.engineClosed());
    }

    private Session session() {
        return Objects.requireNonNull(session, "there is no session before the connection is open");
    }
}
