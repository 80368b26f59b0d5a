package dev.parlando.offline.http;

import dev.parlando.offline.load.RequestOutcome;
import dev.parlando.offline.record.RequestRecord;
import dev.parlando.offline.record.SpokenMembers;
import dev.parlando.offline.sockets.OfflineSocketConnection;
import dev.parlando.offline.sockets.SocketPeer;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connection between a WebSocket and its {@link OfflineSocketConnection}. Threading: confined to the event loop. */
final class SpeechSocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    /** The event that follows the response to an upgrade. */
    static final Object UPGRADED = new Object();

    private static final int NORMAL = 1000;
    private static final int UNSUPPORTED_DATA = 1003;
    private static final int MAX_REASON_BYTES = 123;
    private static final long CLOSE_SECONDS = 5;
    private static final System.Logger LOG = System.getLogger(SpeechSocketHandler.class.getName());

    private final Function<SocketPeer, OfflineSocketConnection> start;
    private final RequestRecord record;
    private @Nullable OfflineSocketConnection connection;
    private boolean closeSent;

    /**
     * Creates the handler.
     *
     * @param record receives the texts of the client and the progress of the connection
     */
    SpeechSocketHandler(Function<SocketPeer, OfflineSocketConnection> start, RequestRecord record) {
        this.start = start;
        this.record = record;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == UPGRADED && context.channel().isActive()) {
            connection = start.apply(new Peer(context));
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame) {
            if (connection != null) {
                byte[] utf8 = ByteBufUtil.getBytes(frame.content());
                record.socketReceived(SpokenMembers.of(new String(utf8, StandardCharsets.UTF_8))
                        .text());
                connection.receive(utf8);
            }
        } else if (frame instanceof PingWebSocketFrame) {
            write(context, new PongWebSocketFrame(frame.content().retain()));
        } else if (frame instanceof CloseWebSocketFrame) {
            onClose(context, frame);
        } else if (!(frame instanceof PongWebSocketFrame)) {
            sendClose(context, UNSUPPORTED_DATA, "messages must be text");
        }
    }

    private void onClose(ChannelHandlerContext context, WebSocketFrame frame) {
        record.ended(RequestOutcome.COMPLETED);
        if (closeSent) {
            ChannelFuture unused = context.close();
        } else {
            closeSent = true;
            context.writeAndFlush(
                            new CloseWebSocketFrame(true, 0, frame.content().retain()))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Sends a close frame, and closes the connection if the client does not answer in time. */
    private void sendClose(ChannelHandlerContext context, int code, String reason) {
        if (!closeSent && context.channel().isActive()) {
            closeSent = true;
            record.ended(code == NORMAL ? RequestOutcome.COMPLETED : RequestOutcome.BROKEN_OFF);
            write(context, new CloseWebSocketFrame(code, fit(reason)));
            context.executor().schedule((Runnable) context::close, CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Returns the longest prefix that fits into a close frame (RFC 6455, section 5.5). */
    private static String fit(String reason) {
        CharBuffer characters = CharBuffer.wrap(reason);
        StandardCharsets.UTF_8.newEncoder().encode(characters, ByteBuffer.allocate(MAX_REASON_BYTES), true);
        return reason.substring(0, characters.position());
    }

    private static void write(ChannelHandlerContext context, WebSocketFrame frame) {
        context.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (connection != null && context.channel().isWritable()) {
            connection.writable();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        record.ended(RequestOutcome.CANCELLED);
        if (connection != null) {
            connection.closed();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "socket closed", cause);
        ChannelFuture unused = context.close();
    }

    /** The client's side, as the protocols see it. */
    private final class Peer implements SocketPeer {
        private final ChannelHandlerContext context;

        Peer(ChannelHandlerContext context) {
            this.context = context;
        }

        @Override
        public void execute(Runnable task) {
            context.executor().execute(task);
        }

        @Override
        public void send(byte[] utf8) {
            if (!closeSent) {
                record.sent(utf8.length);
                write(context, new TextWebSocketFrame(Unpooled.wrappedBuffer(utf8)));
            }
        }

        @Override
        public void close(int code, String reason) {
            sendClose(context, code, reason);
        }

        @Override
        public void cut() {
            record.ended(RequestOutcome.BROKEN_OFF);
            ChannelFuture unused = context.close();
        }

        @Override
        public boolean isWritable() {
            return context.channel().isWritable();
        }
    }
}
