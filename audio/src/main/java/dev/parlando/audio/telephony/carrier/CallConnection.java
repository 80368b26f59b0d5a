package dev.parlando.audio.telephony.carrier;

import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.Uninterruptibly;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.internal.websocket.WebSocketConnection;
import dev.parlando.internal.websocket.WebSocketListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one call to a {@link CarrierServer}, on both sides of its session.
 *
 * <p>Threading: the methods of the listener are called on the event loop, those of the socket from any thread.
 */
final class CallConnection implements WebSocketListener, CarrierSocket {
    private final CarrierSession session;
    private final Duration startLimit;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile WebSocketConnection connection;
    /** Cancels the limit on the time until the start; null afterwards. Owned by the event loop. */
    private @Nullable Runnable startTimer;

    @SuppressWarnings("NullAway.Init") // The connection opens before the session uses it.
    CallConnection(CarrierCodec codec, CarrierListener listener, CallbackExecutor callbacks, Duration startLimit) {
        this.startLimit = startLimit;
        session = new CarrierSession(codec, this, listener, callbacks);
    }

    CarrierSession session() {
        return session;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Waits up to {@code nanos} until the connection has sent its close frame, or is lost. */
    void awaitClosed(long nanos) {
        Uninterruptibly.await(nanos, left -> closed.await(left, TimeUnit.NANOSECONDS));
    }

    @Override
    public void onOpen(WebSocketConnection opened) {
        connection = opened;
        startTimer = opened.schedule(startLimit, () -> session.onStartMissing(opened.remoteAddress(), startLimit));
    }

    private void stopTimerIfStarted() {
        if (startTimer != null && session.hasStarted()) {
            startTimer.run();
            startTimer = null;
        }
    }

    @Override
    public void onText(ByteBuffer utf8) {
        session.onText(utf8);
        stopTimerIfStarted();
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        session.onBinary(bytes);
    }

    @Override
    public void onClose(WebSocketClose close) {
        session.onClosed(close.error());
        closed.countDown();
    }

    @Override
    public void sendText(ByteBuffer utf8) {
        connection.sendText(utf8);
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {
        connection.sendBinary(bytes);
    }

    @Override
    public void flush() {
        connection.flush();
    }

    @Override
    public boolean isWritable() {
        return connection.isWritable();
    }

    @Override
    public void close(int code, String reason) {
        connection.close(code, reason);
    }
}
