package dev.parlando.internal.pool;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.connect.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a pool to open a channel, and both ends of the connection in memory once it is accepted. Owned by the
 * test.
 */
final class ScriptedDial {
    private static final String REFUSED = "connection refused by the script";

    private final Connector.Listener listener;
    private final Ticker ticker;
    private final List<ChannelHandlerContext> openRequests = new ArrayList<>();
    private @Nullable EmbeddedChannel client;
    private @Nullable EmbeddedChannel server;
    private final StringBuilder received = new StringBuilder();
    private int requests;
    private int pings;
    private boolean holdingRequests;
    private boolean swallowing;
    private boolean cancelled;
    private boolean failingToCancel;

    ScriptedDial(Connector.Listener listener, Ticker ticker) {
        this.listener = listener;
        this.ticker = ticker;
    }

    void cancel() {
        cancelled = true;
        if (failingToCancel) {
            throw new NoClassDefFoundError("made by the script");
        }
    }

    /** Lets the end of the attempt fail. */
    void failToCancel() {
        failingToCancel = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Completes the attempt with an HTTP/2 connection. */
    void accept(int maxStreams) {
        accept(
                Protocol.H2C,
                EmbeddedChannel.builder()
                        .ticker(ticker)
                        .handlers(
                                Http2FrameCodecBuilder.forServer()
                                        .initialSettings(
                                                Http2Settings.defaultSettings().maxConcurrentStreams(maxStreams))
                                        .build(),
                                new PingCounter(),
                                new Http2MultiplexHandler(new Http2Requests()))
                        .build());
    }

    /** Completes the attempt with an HTTP/1.1 connection. */
    void acceptHttp1() {
        acceptHttp1(Protocol.HTTP_1_1);
    }

    /** Completes the attempt with a connection without TLS, whose peer speaks HTTP/1.1. */
    void acceptHttp1InCleartext() {
        acceptHttp1(Protocol.H2C);
    }

    private void acceptHttp1(Protocol reported) {
        accept(
                reported,
                EmbeddedChannel.builder()
                        .ticker(ticker)
                        .handlers(new HttpServerCodec(), new HttpObjectAggregator(1000), new Http1Requests())
                        .build());
    }

    /** Completes the attempt with a connection without TLS, whose peer stores the received bytes. */
    void acceptSilent() {
        accept(
                Protocol.H2C,
                EmbeddedChannel.builder()
                        .ticker(ticker)
                        .handlers(new BytesRecorder())
                        .build());
    }

    /** Returns the received bytes of a silent peer, as text. */
    String received() {
        return received.toString();
    }

    /** Sends bytes of a silent peer. */
    void send(String bytes) {
        Objects.requireNonNull(server).writeOutbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
        exchangeBytes();
    }

    /** Ends the connection, as the peer or the network does. */
    void disconnect() {
        Objects.requireNonNull(client).close();
        exchangeBytes();
    }

    private void accept(Protocol protocol, EmbeddedChannel peer) {
        server = peer;
        client = EmbeddedChannel.builder().ticker(ticker).build();
        listener.onTcpConnected();
        listener.onConnected(client, protocol);
        exchangeBytes();
    }

    /** Completes the attempt with a failure. */
    void refuse() {
        listener.onConnectFailed(new TransportException(REFUSED, null, RequestProgress.NOT_SENT));
    }

    /** Keeps the connection open, but delivers no byte to the peer until {@link #deliver}. */
    void swallow() {
        swallowing = true;
    }

    void deliver() {
        swallowing = false;
        exchangeBytes();
    }

    /** Leaves the following requests unanswered until {@link #answer}. */
    void holdRequests() {
        holdingRequests = true;
    }

    void answer() {
        holdingRequests = false;
        List.copyOf(openRequests).forEach(ScriptedDial::answerHttp2);
        openRequests.clear();
        exchangeBytes();
    }

    /** Returns the number of requests that have reached the peer. */
    int requests() {
        return requests;
    }

    /** Returns the number of PING frames that have reached the peer. */
    int pings() {
        return pings;
    }

    boolean isOpen() {
        return client != null && client.isOpen();
    }

    /** Runs the due tasks of both ends. */
    void runTasks() {
        if (client != null && server != null) {
            client.runScheduledPendingTasks();
            server.runScheduledPendingTasks();
            exchangeBytes();
        }
    }

    private void exchangeBytes() {
        if (client == null || server == null || swallowing) {
            return;
        }
        boolean moved = true;
        while (moved) {
            client.runPendingTasks();
            server.runPendingTasks();
            boolean requested = move(client, server);
            boolean answered = move(server, client);
            moved = requested || answered;
        }
    }

    private static boolean move(EmbeddedChannel from, EmbeddedChannel to) {
        Object message = from.readOutbound();
        if (message == null) {
            return false;
        }
        if (to.isOpen()) {
            to.writeInbound(message);
        } else {
            ReferenceCountUtil.release(message);
        }
        return true;
    }

    void close() {
        if (client != null && server != null) {
            client.finishAndReleaseAll();
            server.finishAndReleaseAll();
        }
    }

    private static void answerHttp2(ChannelHandlerContext stream) {
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200"), true));
    }

    private final class BytesRecorder extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            received.append(((ByteBuf) message).toString(StandardCharsets.ISO_8859_1));
            ReferenceCountUtil.release(message);
        }
    }

    private final class PingCounter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Http2PingFrame) {
                pings++;
            }
            ctx.fireChannelRead(message);
        }
    }

    @Sharable
    private final class Http2Requests extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
            if (message instanceof Http2HeadersFrame) {
                requests++;
                if (holdingRequests) {
                    openRequests.add(ctx);
                } else {
                    answerHttp2(ctx);
                }
            }
        }
    }

    private final class Http1Requests extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
            if (message instanceof FullHttpRequest) {
                requests++;
                DefaultFullHttpResponse response =
                        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
                response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
                ctx.writeAndFlush(response);
            }
        }
    }
}
