package dev.parlando.internal.websocket;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.UnexpectedFailure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket connection.
 *
 * <p>Messages are collected until {@link #flush()}, which wakes the event loop once, so that a thread can send several
 * messages on many connections cheaply. After warm-up, neither allocates memory.
 *
 * <p>A message that follows the end of the connection is dropped. One that would exceed the limit on pending bytes fails
 * the connection with code 1008; {@link #isWritable()} returns false long before that.
 *
 * <p>Threading: the public methods are safe for use from any thread and never block; the others are called on the event
 * loop.
 */
public final class WebSocketConnection {
    /** The states of a connection. */
    private enum State {
        /** Messages pass in both directions. */
        OPEN,
        /** The close frame has been sent, and the listener has been called. */
        CLOSING
    }

    private final Channel channel;
    private final WebSocketListener listener;
    private final WebSocketSettings settings;
    private final @Nullable String subprotocol;
    private final OutboundFrames outbound;
    private final AtomicBoolean flushRequested = new AtomicBoolean();
    private final AtomicBoolean writableAwaited = new AtomicBoolean();
    private final Runnable flushTask = this::flushNow;
    private final LoopTimer stallTimer;
    private volatile State state = State.OPEN;

    WebSocketConnection(
            Channel channel,
            WebSocketListener listener,
            WebSocketSettings settings,
            @Nullable String subprotocol,
            boolean masked) {
        this.channel = channel;
        this.listener = listener;
        this.settings = settings;
        this.subprotocol = subprotocol;
        outbound = new OutboundFrames(masked, settings.maxPendingBytes());
        stallTimer = new LoopTimer(channel.eventLoop(), this::onStalled);
    }

    /** Adds a text message, without changing the position of the buffer. */
    public void sendText(ByteBuffer utf8) {
        send(OutboundFrames.TEXT, utf8);
    }

    /** Adds a binary message, without changing the position of the buffer. */
    public void sendBinary(ByteBuffer bytes) {
        send(OutboundFrames.BINARY, bytes);
    }

    private void send(int opcode, ByteBuffer payload) {
        if (state == State.OPEN && !outbound.add(opcode, payload)) {
            execute(() -> fail(
                    WebSocketClose.POLICY_VIOLATION,
                    "too slow",
                    error(peer() + " reads too slowly: " + settings.maxPendingBytes() + " bytes are pending", null)));
        }
    }

    /** Sends the added messages. */
    public void flush() {
        if (outbound.pendingBytes() > 0 && !flushRequested.getAndSet(true)) {
            execute(flushTask);
        }
    }

    /**
     * Returns whether the peer keeps up. After false, the listener is called as soon as it does. A closed connection
     * counts as writable, since it drops all messages.
     */
    public boolean isWritable() {
        if (canWrite()) {
            return true;
        }
        writableAwaited.set(true);
        return canWrite(); // The loop may have written meanwhile, before it could see that the call is awaited.
    }

    private boolean canWrite() {
        return state != State.OPEN || (outbound.pendingBytes() < settings.writableBytes() && channel.isWritable());
    }

    /** Returns whether messages can be sent. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Returns the selected subprotocol; null for none. */
    public @Nullable String subprotocol() {
        return subprotocol;
    }

    /** Returns the address of the peer. */
    public SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    /** Sends the added messages and a close frame. The listener is called before the peer has responded. */
    public void close(int code, String reason) {
        execute(() -> end(new WebSocketClose(code, reason, null)));
    }

    /** Closes the connection for an error of the peer, with the message of the error for the listener only. */
    public void fail(int code, String reason, ParlandoException error) {
        execute(() -> end(new WebSocketClose(code, reason, error)));
    }

    /**
     * Runs a task on the event loop after a delay, unless the connection ends before.
     *
     * @return cancels the task
     */
    public Runnable schedule(Duration delay, Runnable task) {
        LoopTimer timer = new LoopTimer(channel.eventLoop(), () -> {
            if (state == State.OPEN) {
                task.run();
            }
        });
        channel.closeFuture().addListener(done -> timer.stop());
        execute(() -> timer.start(delay.toNanos()));
        return () -> execute(timer::stop);
    }

    /**
     * Lets the connection read, or not. Unread messages wait at the peer, except those of the last read. Pings are not
     * answered meanwhile, and the limit on silence does not count.
     */
    public void setReading(boolean reading) {
        execute(() -> channel.config().setAutoRead(reading));
    }

    private void execute(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
            return;
        }
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException loopHasEnded) {
            // The connection is closed.
        }
    }

    Channel channel() {
        return channel;
    }

    /** Returns a description of the peer for messages. */
    String peer() {
        return "the WebSocket peer " + channel.remoteAddress();
    }

    static TransportException error(String message, @Nullable Throwable cause) {
        return new TransportException(message, cause, RequestProgress.PROCESSED);
    }

    static TransportException timeout(String message, TimeoutPhase phase) {
        return new TransportException(message, null, RequestProgress.PROCESSED, phase);
    }

    /** Writes the added messages if the socket has room for more bytes, which it reports otherwise. */
    void flushNow() {
        flushRequested.set(false);
        if (state != State.OPEN) {
            return;
        }
        if (!channel.isWritable()) {
            if (!stallTimer.isRunning()) {
                stallTimer.start(settings.stall().toNanos());
            }
            return;
        }
        stallTimer.stop();
        writeAdded();
        if (writableAwaited.get() && canWrite() && writableAwaited.getAndSet(false)) {
            listener.onWritable();
        }
    }

    private void writeAdded() {
        ByteBuf batch = outbound.take(channel.alloc());
        if (batch != null) {
            channel.writeAndFlush(batch, channel.voidPromise());
        }
    }

    private void onStalled() {
        fail(
                WebSocketClose.POLICY_VIOLATION,
                "too slow",
                timeout(
                        peer() + " has read nothing for " + settings.stall().toSeconds() + " s",
                        TimeoutPhase.REQUEST_WRITE));
    }

    /** Called when the peer has sent a close frame. */
    void onPeerClose(int code, String reason) {
        if (state == State.OPEN) {
            end(new WebSocketClose(code, reason, null));
        }
        channel.close(); // After the writes that precede it.
    }

    /** Called when the channel is closed. */
    void onInactive(@Nullable Throwable cause) {
        stallTimer.stop();
        if (state == State.OPEN) {
            state = State.CLOSING;
            String message = peer() + " closed the connection without a close frame";
            WebSocketClose close = new WebSocketClose(WebSocketClose.ABNORMAL, "", error(message, cause));
            UnexpectedFailure.contain(() -> listener.onClose(close));
        }
    }

    /** Ends the connection once: sends the close frame, and closes the channel if the peer does not. */
    private void end(WebSocketClose close) {
        if (state != State.OPEN) {
            return;
        }
        stallTimer.stop();
        writeAdded();
        state = State.CLOSING;
        UnexpectedFailure.contain(() -> sendClose(close));
        UnexpectedFailure.contain(() -> listener.onClose(close));
    }

    private void sendClose(WebSocketClose close) {
        LoopTimer timer = new LoopTimer(channel.eventLoop(), channel::close);
        channel.closeFuture().addListener(done -> timer.stop());
        timer.start(settings.close().toNanos());
        CloseWebSocketFrame frame = close.code() == WebSocketClose.NO_CODE
                ? new CloseWebSocketFrame()
                : new CloseWebSocketFrame(close.code(), CloseReason.fit(close.reason()));
        channel.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
}
