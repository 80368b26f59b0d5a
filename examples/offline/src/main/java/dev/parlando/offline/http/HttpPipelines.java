package dev.parlando.offline.http;

import dev.parlando.offline.calls.ApiDispatcher;
import dev.parlando.offline.record.RequestLog;
import dev.parlando.offline.sockets.SocketApi;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;

/** Sets up the channel pipeline of a connection for the protocol of its client. Immutable. */
public final class HttpPipelines {
    private static final System.Logger LOG = System.getLogger(HttpPipelines.class.getName());
    private static final int MAX_STREAMS = 128;

    private final ApiDispatcher api;
    private final SocketApi sockets;
    private final RequestLog log;

    public HttpPipelines(ApiDispatcher api, SocketApi sockets, RequestLog log) {
        this.api = api;
        this.sockets = sockets;
        this.log = log;
    }

    void configureHttp1(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec(), new HttpServerKeepAliveHandler(), new RequestBodyAggregator());
        pipeline.addLast(new RequestHandler(api, log, new WebSocketUpgrades(sockets)));
    }

    void configureHttp2(ChannelPipeline pipeline) {
        Http2FrameCodecBuilder codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(MAX_STREAMS))
                // Barge-in resets many streams, and a loopback server needs no protection against attackers.
                .decoderEnforceMaxRstFramesPerWindow(0, 0)
                .gracefulShutdownTimeoutMillis(0);
        pipeline.addLast(codec.build(), new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true));
                stream.pipeline().addLast(new RequestBodyAggregator(), new RequestHandler(api, log, null));
            }
        }));
        pipeline.addLast(new ConnectionErrors());
    }

    /**
     * Keeps the errors of connections, which the codec has ended, out of the log of warnings. A client may do nothing
     * wrong: a server that is closing ignores its next stream, and then reports the frames of that stream as errors.
     */
    private static final class ConnectionErrors extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.log(System.Logger.Level.DEBUG, "connection ended", cause);
        }
    }
}
