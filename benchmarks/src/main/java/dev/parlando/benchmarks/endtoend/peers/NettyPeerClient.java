package dev.parlando.benchmarks.endtoend.peers;

import dev.parlando.benchmarks.rig.server.ResponseScript;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The baseline of the comparison, which is one connection of Netty's HTTP/2 codec with an engine's default stream
 * window. A handler per stream passes the bytes to a {@link Handoff}, and Netty returns the credit.
 */
final class NettyPeerClient implements PeerClient {
    private static final int STREAM_WINDOW_BYTES = 1024 * 1024;

    private final ServerEndpoint site;
    private final Handoff handoff;
    private final SslContext tls;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private @Nullable Channel connection;

    NettyPeerClient(ServerEndpoint site, Handoff handoff) throws Exception {
        this.site = site;
        this.handoff = handoff;
        tls = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .endpointIdentificationAlgorithm("HTTPS")
                .trustManager(site.trustedPem().toFile())
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
    }

    private Channel connect() {
        String host = site.baseUrl().getHost();
        int port = site.baseUrl().getPort();
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        tls.newHandler(channel.alloc(), host, port),
                                        Http2FrameCodecBuilder.forClient()
                                                .initialSettings(Http2Settings.defaultSettings()
                                                        .pushEnabled(false)
                                                        .initialWindowSize(STREAM_WINDOW_BYTES))
                                                .build(),
                                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                                        new BurstEnd(handoff));
                    }
                })
                .connect(host, port)
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public void send(ResponseScript script, BodySink sink) {
        if (connection == null) {
            connection = connect();
        }
        new Http2StreamChannelBootstrap(connection)
                .handler(new Reader(sink, handoff))
                .open()
                .addListener((Future<Http2StreamChannel> opened) -> {
                    if (opened.isSuccess()) {
                        request(opened.getNow(), script);
                    } else {
                        sink.onEnd(opened.cause());
                    }
                });
    }

    private void request(Http2StreamChannel stream, ResponseScript script) {
        stream.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers()
                .method("POST")
                .scheme("https")
                .authority(site.baseUrl().getAuthority())
                .path(script.path())
                .set("content-type", "application/json")));
        ByteBuf body = Unpooled.copiedBuffer(REQUEST_JSON, StandardCharsets.UTF_8);
        stream.writeAndFlush(new DefaultHttp2DataFrame(body, true));
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        handoff.close();
    }

    /** Reports that all events of one read of the socket have been handled. */
    private static final class BurstEnd extends ChannelInboundHandlerAdapter {
        private final Handoff handoff;

        BurstEnd(Handoff handoff) {
            this.handoff = handoff;
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            handoff.flush();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            handoff.flush();
        }
    }

    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final BodySink sink;
        private final Handoff handoff;
        private boolean ended;

        Reader(BodySink sink, Handoff handoff) {
            this.sink = sink;
            this.handoff = handoff;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Http2DataFrame data) {
                ended |= data.isEndStream();
                handoff.data(sink, data.content(), data.isEndStream());
            } else {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (!ended) {
                ended = true;
                handoff.closed(sink);
                handoff.flush();
            }
        }
    }
}
