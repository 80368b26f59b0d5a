package dev.parlando.internal.pool;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.EngineTelemetry;
import dev.parlando.telemetry.ConnectionClosed;
import dev.parlando.telemetry.ConnectionClosed.Reason;
import dev.parlando.telemetry.ConnectionDraining;
import dev.parlando.telemetry.ConnectionFailed;
import dev.parlando.telemetry.ConnectionInfo;
import dev.parlando.telemetry.ConnectionOpened;
import dev.parlando.telemetry.EngineListener;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * The reporter of the events of one connection, which also counts it. It measures with the clock of the system, since
 * one of the user may throw.
 *
 * <p>Threading: owned by the event loop of the connection.
 */
final class ConnectionEvents {
    private final EngineTelemetry telemetry;
    private final String address;
    private long startNanos;
    private long resolvedNanos;
    private long tcpConnectedNanos;
    private long openedNanos;
    private @Nullable ConnectionInfo connection;
    private EngineTelemetry.@Nullable Connections counts;
    private boolean inUse;
    private Reason reason = Reason.LOST;

    ConnectionEvents(EngineTelemetry telemetry, String address) {
        this.telemetry = telemetry;
        this.address = address;
    }

    void onStarted() {
        startNanos = System.nanoTime();
        resolvedNanos = startNanos;
    }

    void onNameResolved() {
        resolvedNanos = System.nanoTime();
    }

    void onTcpConnected() {
        tcpConnectedNanos = System.nanoTime();
    }

    void onOpened(Channel channel, String protocol) {
        openedNanos = System.nanoTime();
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        ConnectionInfo opened = new ConnectionInfo(
                telemetry.nextConnectionNumber(),
                address,
                protocol,
                tls == null ? null : tls.engine().getSession().getProtocol());
        connection = opened;
        counts = telemetry.connections(protocol);
        counts.onOpened();
        telemetry.dispatch(
                () -> new ConnectionOpened(
                        opened,
                        resolvedNanos - startNanos,
                        tcpConnectedNanos - resolvedNanos,
                        tls == null ? 0 : openedNanos - tcpConnectedNanos),
                EngineListener::onConnectionOpened);
    }

    /** Called when the connection fails before it is ready, which includes a failure in its first moment. */
    void onFailed(ParlandoException failure) {
        if (connection != null) {
            onClosed(String.valueOf(failure.getMessage()));
            return;
        }
        long elapsedNanos = System.nanoTime() - startNanos;
        telemetry.dispatch(
                () -> new ConnectionFailed(address, failure, elapsedNanos), EngineListener::onConnectionFailed);
    }

    /** Called when the connection may have become idle or in use. */
    void onUse(boolean isInUse) {
        if (counts != null && isInUse != inUse) {
            inUse = isInUse;
            counts.onUse(isInUse);
        }
    }

    void onDraining() {
        ConnectionInfo draining = connection;
        if (draining != null) {
            telemetry.dispatch(() -> new ConnectionDraining(draining), EngineListener::onConnectionDraining);
        }
    }

    /** Called before the engine closes the connection; the first reason counts. */
    void onClosing(Reason newReason) {
        if (reason == Reason.LOST) {
            reason = newReason;
        }
    }

    void onClosed(String detail) {
        ConnectionInfo closed = connection;
        if (closed == null || counts == null) {
            return;
        }
        onUse(false);
        counts.onClosed();
        counts = null;
        long openNanos = System.nanoTime() - openedNanos;
        telemetry.dispatch(
                () -> new ConnectionClosed(closed, reason, detail, openNanos), EngineListener::onConnectionClosed);
    }
}
