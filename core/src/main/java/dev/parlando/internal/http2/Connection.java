package dev.parlando.internal.http2;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.Progress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.connect.ConnectListener;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.connect.Origin;
import dev.parlando.internal.connect.Protocol;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamChannelOption;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Is one HTTP/2 connection: it opens, carries many streams, and is replaced when the peer wants it closed.
 *
 * <p>Threading: owned by the event loop of its lane.
 */
final class Connection extends ChannelInboundHandlerAdapter implements ConnectListener {
    /** What is assumed until the peer's SETTINGS say more (RFC 9113, section 6.5.2, recommends no less). */
    private static final long STREAMS_BEFORE_SETTINGS = 100;

    private static final int MAX_HEADER_LIST_BYTES = 32 * 1024;

    private enum State {
        /** TCP or TLS is under way; requests wait. */
        CONNECTING,
        /** Requests are taken. */
        OPEN,
        /** The peer sent GOAWAY, or the connection failed: what runs may finish, nothing new begins. */
        DRAINING,
        /** The channel is closed. */
        CLOSED
    }

    private final EventLoop loop;
    private final int streamWindowBytes;
    private final Connector connector;
    private final Consumer<Connection> onUnusable;
    private final List<Exchange> waiting = new ArrayList<>();
    private State state = State.CONNECTING;
    private @Nullable Channel channel;
    private @Nullable Throwable failure;
    private long maxStreams = STREAMS_BEFORE_SETTINGS;
    private long streams;
    private boolean used;

    /**
     * Prepares a connection.
     *
     * @param onUnusable is told, once, that no further request may be opened here
     */
    Connection(EventLoop loop, int streamWindowBytes, Connector connector, Consumer<Connection> onUnusable) {
        this.loop = loop;
        this.streamWindowBytes = streamWindowBytes;
        this.connector = connector;
        this.onUnusable = onUnusable;
    }

    Origin origin() {
        return connector.origin();
    }

    String protocol() {
        return origin().secure() ? "h2" : "h2c";
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Says why streams on this connection ended. */
    String closedReason() {
        String address = origin().address();
        if (failure != null) {
            return "the connection to " + address + " failed (" + Connector.describe(failure) + ")";
        }
        return "the connection to " + address + " was closed by the server";
    }

    boolean hasRoom() {
        return (state == State.CONNECTING || state == State.OPEN) && streams + waiting.size() < maxStreams;
    }

    void connect() {
        connector.connect(loop, this);
    }

    /** Sends a request now, or as soon as the connection is open. */
    void open(Exchange exchange) {
        if (state == State.CONNECTING) {
            waiting.add(exchange);
            return;
        }
        boolean reused = used;
        used = true;
        streams++;
        Http2StreamChannelBootstrap bootstrap = new Http2StreamChannelBootstrap(Objects.requireNonNull(channel))
                .option(Http2StreamChannelOption.AUTO_STREAM_FLOW_CONTROL, exchange.creditsByItself())
                .handler(exchange);
        bootstrap.open().addListener((Future<Http2StreamChannel> opened) -> onStream(opened, exchange, reused));
    }

    private void onStream(Future<Http2StreamChannel> opened, Exchange exchange, boolean reused) {
        if (!opened.isSuccess()) {
            streams--;
            exchange.failUnsent(new TransportException(
                    "no stream could be opened on the connection to " + origin().address(),
                    opened.cause(),
                    Progress.NOT_SENT));
            return;
        }
        Http2StreamChannel stream = opened.getNow();
        stream.closeFuture().addListener(closed -> onStreamClosed());
        exchange.begin(stream, this, reused);
    }

    private void onStreamClosed() {
        streams--;
        if (state == State.DRAINING && streams == 0) {
            close();
        }
    }

    @Override
    public void onConnected(Channel connected, Protocol protocol) {
        if (state != State.CONNECTING) {
            connected.close();
            return;
        }
        channel = connected;
        connected.pipeline().addLast(newCodec(), new Http2MultiplexHandler(new RefusePushes()), this);
        state = State.OPEN;
        List<Exchange> exchanges = List.copyOf(waiting);
        waiting.clear();
        exchanges.forEach(this::open);
    }

    @Override
    public void onConnectFailed(ParlandoException error) {
        becomeUnusable(State.CLOSED);
        List<Exchange> exchanges = List.copyOf(waiting);
        waiting.clear();
        exchanges.forEach(exchange -> exchange.failUnsent(error));
    }

    private Http2FrameCodec newCodec() {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .initialWindowSize(streamWindowBytes)
                        .maxHeaderListSize(MAX_HEADER_LIST_BYTES))
                .headerSensitivityDetector(RequestHeaders.KEY_IS_SENSITIVE)
                .gracefulShutdownTimeoutMillis(0)
                .build();
        // The connection's window is refilled on arrival: were it not, streams that are held would, together, stop all
        // others. What is unread stays bounded by the windows of the streams.
        codec.connection()
                .local()
                .flowController(new DefaultHttp2LocalFlowController(codec.connection(), 0.5f, true)
                        .frameWriter(codec.encoder().frameWriter()));
        return codec;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Http2SettingsFrame settings
                && settings.settings().maxConcurrentStreams() != null) {
            maxStreams = settings.settings().maxConcurrentStreams();
        } else if (message instanceof Http2GoAwayFrame && state == State.OPEN) {
            becomeUnusable(State.DRAINING);
            if (streams == 0) {
                close();
            }
        }
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failure = cause;
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        becomeUnusable(State.CLOSED);
    }

    private void becomeUnusable(State next) {
        boolean usable = state == State.CONNECTING || state == State.OPEN;
        state = next;
        if (usable) {
            onUnusable.accept(this);
        }
    }

    /** Closes the channel, and with it every stream. */
    void close() {
        becomeUnusable(State.CLOSED);
        if (channel != null) {
            channel.close();
        }
    }

    /** Closes streams that the peer opens; pushes are disabled, so none should come. */
    @Sharable
    private static final class RefusePushes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.close();
        }
    }
}
