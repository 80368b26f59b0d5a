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
final class Heartbeat extends ChannelInboundHandlerAdapter {
    private static final long RAREST_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** Is what the heartbeat keeps watch for. */
    interface Watched {
        /** Sends a ping. */
        void ping();

        /** Returns whether anything is under way. */
        boolean isBusy();

        /** Is told that the connection has answered, after it was asked. */
        void onAlive();

        /** Is told that no byte came within the limit after a ping. */
        void onDead(Duration limit);
    }

    private final EventExecutor loop;
    private final Watched watched;
    private final long probeAfterIdleNanos;
    private final long pingAfterSilenceNanos;
    private final Duration answerLimit;
    private long lastReadNanos;
    private long presentSilenceNanos;
    private @Nullable ScheduledFuture<?> watch;
    private @Nullable ScheduledFuture<?> answer;

    Heartbeat(
            EventExecutor loop,
            Watched watched,
            Duration probeAfterIdle,
            Duration pingAfterSilence,
            Duration answerLimit) {
        this.loop = loop;
        this.watched = watched;
        this.probeAfterIdleNanos = probeAfterIdle.toNanos();
        this.pingAfterSilenceNanos = pingAfterSilence.toNanos();
        this.presentSilenceNanos = pingAfterSilenceNanos;
        this.answerLimit = answerLimit;
        this.lastReadNanos = now();
    }

    /** Returns whether an answer is awaited, so that nothing new should rely on the connection. */
    boolean isAsking() {
        return answer != null;
    }

    /** Is told that an exchange begins: asks if the connection has been silent for long, and keeps watch from now on. */
    void onUse() {
        if (now() - lastReadNanos > probeAfterIdleNanos) {
            ask();
        }
        if (watch == null) {
            watchAfter(presentSilenceNanos);
        }
    }

    /** Is told that something other than the answer to a ping came. */
    void onTraffic() {
        presentSilenceNanos = pingAfterSilenceNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lastReadNanos = now();
        ctx.fireChannelRead(message);
        if (answer != null) {
            answer.cancel(false);
            answer = null;
            watched.onAlive();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    private void stop() {
        if (watch != null) {
            watch.cancel(false);
        }
        if (answer != null) {
            answer.cancel(false);
            answer = null;
        }
    }

    private void watchAfter(long nanos) {
        watch = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        watch = null;
        if (!watched.isBusy()) {
            return;
        }
        long leftNanos = presentSilenceNanos - (now() - lastReadNanos);
        if (leftNanos > 0) {
            watchAfter(leftNanos);
            return;
        }
        ask();
        presentSilenceNanos = Math.min(2 * presentSilenceNanos, Math.max(RAREST_NANOS, pingAfterSilenceNanos));
        watchAfter(presentSilenceNanos);
    }

    private void ask() {
        if (answer == null) {
            answer = loop.schedule(this::onNoAnswer, answerLimit.toNanos(), TimeUnit.NANOSECONDS);
            watched.ping();
        }
    }

    private void onNoAnswer() {
        stop();
        watched.onDead(answerLimit);
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
