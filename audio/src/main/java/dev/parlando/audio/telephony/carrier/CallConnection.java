package dev.parlando.audio.telephony.carrier;

import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.internal.websocket.WebSocketConnection;
import dev.parlando.internal.websocket.WebSocketListener;
import java.nio.ByteBuffer;

/**
 * The connection of one call to a {@link CarrierServer}, on both sides of its session.
 *
 * <p>Threading: the methods of the listener are called on the event loop, those of the socket from any thread.
 */
final class CallConnection implements WebSocketListener, CarrierSocket {
    private final CarrierSession session;
    private volatile WebSocketConnection connection;

    @SuppressWarnings("NullAway.Init") // The connection opens before the session uses it.
    CallConnection(CarrierCodec codec, CarrierListener listener, CallbackExecutor callbacks) {
        session = new CarrierSession(codec, this, listener, callbacks);
    }

    @Override
    public void onOpen(WebSocketConnection opened) {
        connection = opened;
    }

    @Override
    public void onText(ByteBuffer utf8) {
        session.onText(utf8);
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        session.onBinary(bytes);
    }

    @Override
    public void onClose(WebSocketClose close) {
        session.onClosed(close.error());
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
