package dev.parlando.internal.http2;

import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.NettyFeatures;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A detector of dead connections. It sends a PING after silence, and accepts any received byte as a sign of life.
 *
 * <p>A PING is sent when a connection is to be reused after a long silence, and while exchanges are running but no bytes
 * arrive. The interval doubles as long as only PING acknowledgements arrive, since servers close connections that ping
 * too often.
 *
 * <p>Threading: owned by the event loop, whose clock it uses. It precedes the HTTP/2 codec in the pipeline, so that it
 * sees every received byte.
 */
final class KeepAlive extends ChannelInboundHandlerAdapter {
    private static final long MAX_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** The connection that is monitored. */
    interface Callback {
        /** Sends a PING frame. */
        void ping();

        /** Returns whether any exchange is running. */
        boolean isBusy();

        /** Called when a byte arrives after a PING. */
        void onPingAnswered();

        /** Called when no byte arrives within the limit after a PING. */
        void onPingTimeout(Duration limit);
    }

    private final EventExecutor loop;
    private final Callback callback;
    private final long probeAfterIdleNanos;
    private final long pingAfterSilenceNanos;
    private final Duration pingTimeout;
    private long lastReadNanos;
    private long pingIntervalNanos;
    private boolean reading;
    private @Nullable ScheduledFuture<?> silenceTimer;
    private final LoopTimer pingTimer;

    KeepAlive(
            EventExecutor loop,
            Callback callback,
            Duration probeAfterIdle,
            Duration pingAfterSilence,
            Duration pingTimeout) {
        this.loop = loop;
        this.callback = callback;
        this.probeAfterIdleNanos = probeAfterIdle.toNanos();
        this.pingAfterSilenceNanos = pingAfterSilence.toNanos();
        this.pingIntervalNanos = pingAfterSilenceNanos;
        this.pingTimeout = pingTimeout;
        this.pingTimer = new LoopTimer(loop, this::onPingTimeout);
        this.lastReadNanos = now();
    }

    /** Returns whether a PING is outstanding, so that new requests should not use the connection. */
    boolean isPingPending() {
        return pingTimer.isRunning();
    }

    /** Returns whether the silence has been so long that a request should not be written before a PING is answered. */
    boolean isStale() {
        // Requests that start because of received bytes need no further sign of life.
        return !reading && now() - lastReadNanos > probeAfterIdleNanos;
    }

    /** Sends a PING, unless one is outstanding. */
    void probe() {
        if (!pingTimer.isRunning()) {
            pingTimer.start(pingTimeout.toNanos());
            callback.ping();
        }
    }

    /** Called when an exchange starts. Monitors the connection from now on. */
    void onStreamStart() {
        if (silenceTimer == null) {
            scheduleCheck(pingIntervalNanos);
        }
    }

    /** Called when a frame other than a PING acknowledgement arrives. */
    void onTraffic() {
        pingIntervalNanos = pingAfterSilenceNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lastReadNanos = now();
        reading = true;
        try {
            ctx.fireChannelRead(message);
            if (pingTimer.isRunning()) {
                pingTimer.stop();
                callback.onPingAnswered();
            }
        } finally {
            reading = false;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    private void stop() {
        if (silenceTimer != null) {
            silenceTimer.cancel(false);
        }
        pingTimer.stop();
    }

    private void scheduleCheck(long nanos) {
        silenceTimer = loop.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
    }

    private void check() {
        silenceTimer = null;
        if (!callback.isBusy()) {
            return;
        }
        long remainingNanos = pingIntervalNanos - (now() - lastReadNanos);
        if (remainingNanos > 0) {
            scheduleCheck(remainingNanos);
            return;
        }
        probe();
        pingIntervalNanos = Math.min(2 * pingIntervalNanos, Math.max(MAX_INTERVAL_NANOS, pingAfterSilenceNanos));
        scheduleCheck(pingIntervalNanos);
    }

    private void onPingTimeout() {
        stop();
        callback.onPingTimeout(pingTimeout);
    }

    private long now() {
        return NettyFeatures.nanoTime(loop);
    }
}
