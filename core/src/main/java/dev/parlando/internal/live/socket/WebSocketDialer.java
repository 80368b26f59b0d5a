package dev.parlando.internal.live.socket;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.json.ErrorRedaction;
import dev.parlando.internal.json.ServiceErrorMapper;
import dev.parlando.internal.websocket.WebSocketClient;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.internal.websocket.WebSocketConnection;
import dev.parlando.internal.websocket.WebSocketListener;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An opener of WebSockets on one event loop. The key is a header of the upgrade, never a part of the URL.
 *
 * <p>Threading: owned by the event loop.
 */
final class WebSocketDialer implements SocketDialer {
    private static final String KEY_HEADER = "xi-api-key";

    private final WebSocketClient client;
    private final EventLoop loop;
    private final String pathPrefix;

    WebSocketDialer(WebSocketClient client, EventLoop loop, String pathPrefix) {
        this.client = client;
        this.loop = loop;
        this.pathPrefix = pathPrefix;
    }

    @Override
    public void dial(SocketConnection connection) {
        ApiKey key = connection.key();
        Map<String, String> headers = new LinkedHashMap<>(connection.target().headers());
        if (key != null) {
            headers.put(KEY_HEADER, key.reveal());
        }
        try {
            client.connect(
                            loop,
                            pathPrefix + connection.target().path(),
                            headers,
                            null,
                            new Receiver(connection),
                            (address, status, body, header) ->
                                    ServiceErrorMapper.toRefusal(status, body, ErrorRedaction.of(key), null))
                    .exceptionally(failure -> {
                        ParlandoException error = UnexpectedFailure.toException(failure);
                        loop.execute(() -> connection.onConnectFailed(error));
                        return null;
                    });
        } catch (ParlandoException malformed) {
            loop.execute(() -> connection.onConnectFailed(malformed));
        }
    }

    /** The receiver of one connection's messages. */
    private static final class Receiver implements WebSocketListener {
        private final SocketConnection connection;

        Receiver(SocketConnection connection) {
            this.connection = connection;
        }

        @Override
        public void onOpen(WebSocketConnection opened) {
            connection.onOpen(new Link(opened));
        }

        @Override
        public void onText(ByteBuffer utf8) {
            connection.onMessage(utf8);
        }

        @Override
        public void onBinary(ByteBuffer bytes) {
            connection.fail(new UnexpectedResponseException("the service sent a binary message on the WebSocket"));
        }

        @Override
        public void onClose(WebSocketClose close) {
            connection.onClose(close);
        }
    }

    /** The sending half of one connection. */
    private record Link(WebSocketConnection connection) implements SocketLink {
        @Override
        public void send(byte[] json) {
            connection.sendText(ByteBuffer.wrap(json));
            connection.flush();
        }

        @Override
        public void setReading(boolean reading) {
            connection.setReading(reading);
        }

        @Override
        public void close() {
            connection.setReading(true);
            connection.close(WebSocketClose.NORMAL, "");
        }
    }
}
