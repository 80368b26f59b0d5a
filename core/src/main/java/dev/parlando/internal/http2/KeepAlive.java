package dev.parlando.internal.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a connection is still alive: asks after silence, and any byte that comes is an answer.
 *
 * <p>It asks before a connection is used again after a long silence, and while something is under way but nothing comes.
 * The longer nothing but answers to pings comes, the rarer it asks, since servers close connections that ping too much.
 *
 * <p>Threading: owned by the event loop, on whose clock it runs. It sits where the bytes come in.
 */
final class KeepAlive extends ChannelInboundHandlerAdapter {
    private static final long MAX_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** Is what the heartbeat keeps watch for. */
    interface Callback {
        /** Sends a ping. */
        void ping();

        /** Returns whether anything is under way. */
        boolean isBusy();

        /** Is told that the connection has answered, after it was asked. */
        void onPingAnswered();

        /** Is told that no byte came within the limit after a ping. */
        void onPingTimeout(Duration limit);
    }

    private final EventExecutor loop;
    private final Callback callback;
    private final long probeAfterIdleNanos;
    private final long pingAfterSilenceNanos;
    private final Duration pingTimeout;
    private long lastReadNanos;
    private long pingIntervalNanos;
    private @Nullable ScheduledFuture<?> silenceTimer;
    private @Nullable ScheduledFuture<?> pingTimer;

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
        this.lastReadNanos = now();
    }

    /** Returns whether an answer is awaited, so that nothing new should rely on the connection. */
    boolean isPingPending() {
        return pingTimer != null;
    }

    /** Is told that an exchange begins: asks if the connection has been silent for long, and keeps watch from now on. */
    void onStreamStart() {
        if (now() - lastReadNanos > probeAfterIdleNanos) {
            sendPing();
        }
        if (silenceTimer == null) {
            scheduleCheck(pingIntervalNanos);
        }
    }

    /** Is told that something other than the answer to a ping came. */
    void onTraffic() {
        pingIntervalNanos = pingAfterSilenceNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lastReadNanos = now();
        ctx.fireChannelRead(message);
        if (pingTimer != null) {
            pingTimer.cancel(false);
            pingTimer = null;
            callback.onPingAnswered();
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
        if (pingTimer != null) {
            pingTimer.cancel(false);
            pingTimer = null;
        }
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
        sendPing();
        pingIntervalNanos = Math.min(2 * pingIntervalNanos, Math.max(MAX_INTERVAL_NANOS, pingAfterSilenceNanos));
        scheduleCheck(pingIntervalNanos);
    }

    private void sendPing() {
        if (pingTimer == null) {
            pingTimer = loop.schedule(this::onPingTimeout, pingTimeout.toNanos(), TimeUnit.NANOSECONDS);
            callback.ping();
        }
    }

    private void onPingTimeout() {
        stop();
        callback.onPingTimeout(pingTimeout);
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
