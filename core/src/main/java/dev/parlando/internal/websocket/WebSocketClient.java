package dev.parlando.internal.websocket;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.connect.Protocol;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.event.UnexpectedFailure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client for the connections to one WebSocket server.
 *
 * <p>Threading: safe for use from any thread. It never blocks, except in {@link #close()}.
 */
public final class WebSocketClient implements AutoCloseable {
    /** Limit on the body of a refusal. */
    private static final int MAX_BODY_BYTES = 16 * 1024;

    private final EventLoops loops;
    private final WebSocketClientSettings settings;
    private final Connector connector;

    /**
     * Creates a client without a connection.
     *
     * @param loops the event loops, which must be closed before the client
     * @throws dev.parlando.error.InvalidRequestException if the URL or the trust settings cannot be used
     */
    public WebSocketClient(EventLoops loops, WebSocketClientSettings settings) {
        this.loops = loops;
        this.settings = settings;
        connector = Connector.ofHttp1(settings.connect());
    }

    /**
     * Opens a connection.
     *
     * @param target path and query, such as {@code /media/7}
     * @param headers further headers of the request
     * @param subprotocol the subprotocol that the server must select; null for none
     * @return the open connection, completed on its event loop before the listener is called. It fails with a
     * {@link dev.parlando.error.RequestRejectedException} if the server refuses, and otherwise with a
     * {@link dev.parlando.error.TransportException}; the listener is not called then
     * @throws dev.parlando.error.InvalidRequestException if the target is malformed
     */
    public CompletableFuture<WebSocketConnection> connect(
            String target, Map<String, String> headers, @Nullable String subprotocol, WebSocketListener listener) {
        return connect(loops.next(), target, headers, subprotocol, listener, WebSocketRefusal.PLAIN);
    }

    /**
     * Opens a connection on one of the event loops; otherwise the same as without one.
     *
     * @param refusal converts the response of a server that refuses to the error
     */
    public CompletableFuture<WebSocketConnection> connect(
            EventLoop loop,
            String target,
            Map<String, String> headers,
            @Nullable String subprotocol,
            WebSocketListener listener,
            WebSocketRefusal refusal) {
        CompletableFuture<WebSocketConnection> opened = new CompletableFuture<>();
        ClientUpgradeHandler upgrade =
                new ClientUpgradeHandler(settings, target, headers, subprotocol, listener, refusal, opened);
        loop.execute(() -> connector.connect(loop, new Connector.Listener() {
            @Override
            public void onTcpConnected() {}

            @Override
            public void onConnected(Channel channel, Protocol protocol) {
                start(channel, upgrade);
            }

            @Override
            public void onConnectFailed(ParlandoException error) {
                opened.completeExceptionally(error);
            }
        }));
        return opened;
    }

    private void start(Channel channel, ClientUpgradeHandler upgrade) {
        try {
            int writableBytes = settings.connection().writableBytes();
            channel.config()
                    .setOption(
                            ChannelOption.WRITE_BUFFER_WATER_MARK,
                            new WriteBufferWaterMark(writableBytes / 2, writableBytes));
            channel.pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                    .addLast(upgrade);
            upgrade.start(channel);
        } catch (Throwable thrown) {
            channel.close();
            upgrade.fail(UnexpectedFailure.toException(thrown));
        }
    }

    /** Ends the threads. Called after the event loops have ended. */
    @Override
    public void close() {
        connector.close();
    }
}
