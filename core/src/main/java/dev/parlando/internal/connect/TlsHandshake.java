package dev.parlando.internal.connect;

import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.UnexpectedFailure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The TLS handshake of one channel. If its tasks may block, as the user's trust manager may, they run on threads of their
 * own. So do the conversions of failures, whose exceptions may be the user's.
 *
 * <p>The JDK locks its TLS engine while a task runs, so that even closing the engine would block. A handshake that has to
 * end before its task does therefore drops the engine without another call. During the handshake, this handler precedes the
 * engine's and does the same if the peer closes the channel.
 *
 * <p>Threading: owned by the channel's event loop, except the tasks.
 */
final class TlsHandshake extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final ConnectErrors errors;
    private final Executor executor;
    private final SslHandler handler;
    private final AtomicInteger runningTasks = new AtomicInteger();
    private final Promise<SslHandler> completed;
    private final LoopTimer timer;
    private @Nullable ChannelHandlerContext context;
    private boolean ended;

    TlsHandshake(Channel channel, ClientTls tls, Route route, ConnectErrors errors) {
        this.channel = channel;
        this.errors = errors;
        this.executor = tls.tasks();
        this.handler = tls.newHandler(channel.alloc(), route.origin(), this::execute);
        this.completed = channel.eventLoop().newPromise();
        this.timer = new LoopTimer(
                channel.eventLoop(), () -> fail(new SslHandshakeTimeoutException("the handshake timed out")));
        timer.start(route.timeouts().tlsHandshake().toNanos());
        handler.setHandshakeTimeoutMillis(0); // Netty's time limit takes a pause of the process for silence.
    }

    private void execute(Runnable task) {
        runningTasks.incrementAndGet();
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } finally {
                    runningTasks.decrementAndGet();
                }
            });
        } catch (OutOfMemoryError noThreadIsLeft) {
            runningTasks.decrementAndGet();
            throw new RejectedExecutionException(noThreadIsLeft);
        }
    }

    /**
     * Starts the handshake, ahead of a handler of the pipeline.
     *
     * @return the TLS handler, or the error for the caller, who then {@linkplain #cancel() cancels} the handshake
     */
    Future<SslHandler> start(String nextHandler) {
        handler.handshakeFuture().addListener(handshake -> {
            if (!handshake.isSuccess()) {
                fail(handshake.cause());
            } else if (end()) {
                channel.pipeline().remove(this);
                completed.setSuccess(handler);
            }
        });
        channel.pipeline().addBefore(nextHandler, null, this).addBefore(nextHandler, null, handler);
        return completed;
    }

    /** Returns whether the handshake ends now, rather than before. */
    private boolean end() {
        boolean endsNow = !ended;
        ended = true;
        timer.stop();
        return endsNow;
    }

    private void fail(Throwable cause) {
        if (!end()) {
            return;
        }
        try {
            executor.execute(() -> convert(cause));
        } catch (OutOfMemoryError noThreadIsLeft) {
            completed.setFailure(UnexpectedFailure.toException(noThreadIsLeft));
        }
    }

    private void convert(Throwable cause) {
        Throwable error;
        try {
            error = errors.ofTls(cause);
        } catch (Throwable thrown) {
            error = UnexpectedFailure.toException(thrown);
        }
        Throwable failure = error;
        try {
            channel.eventLoop().execute(() -> completed.setFailure(failure));
        } catch (RejectedExecutionException loopHasEnded) {
            // The engine is closed, and no request waits for the connection.
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (runningTasks.get() > 0) {
            fail(new ClosedChannelException());
            dropEngine();
        }
        ctx.fireChannelInactive();
    }

    /** Ends the handshake and closes the channel immediately. */
    void cancel() {
        end();
        if (runningTasks.get() > 0) {
            dropEngine();
        }
        if (context != null) {
            context.close(); // Past the TLS handler, which would first send a message.
        }
    }

    private void dropEngine() {
        if (channel.pipeline().context(handler) != null) {
            channel.pipeline().remove(handler);
        }
    }
}
