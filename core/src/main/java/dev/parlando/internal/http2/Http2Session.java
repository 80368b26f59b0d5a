package dev.parlando.internal.http2;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.internal.connect.Protocol;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.ReadBuffers;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.RequestHeaders;
import dev.parlando.internal.exchange.Session;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.option.StreamWindow;
import dev.parlando.internal.origin.Origin;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/2 connection with as many concurrent streams as the peer allows.
 *
 * <p>Until the peer's SETTINGS arrive, the number of allowed streams is unknown. Over TLS, one stream is then opened
 * immediately, to keep its latency low, and further streams wait. In cleartext all wait, since the peer may be a server
 * for HTTP/1.1.
 *
 * <p>Threading: owned by the event loop. In the pipeline it precedes the stream multiplexer, so that it processes a
 * GOAWAY before the streams that the GOAWAY ends.
 */
public final class Http2Session extends ChannelInboundHandlerAdapter implements Session, KeepAlive.Callback {
    /** Minimum number of streams that RFC 9113, section 6.5.2, recommends; assumed until the peer's SETTINGS arrive. */
    public static final int DEFAULT_MAX_STREAMS = 100;

    private static final int MAX_HEADER_LIST_BYTES = 32 * 1024;

    /** Flushes that become one write to the socket at most, such as those of requests that are sent together. */
    private static final int MAX_CONSOLIDATED_FLUSHES = 256;

    /**
     * Limit on consecutive empty DATA frames. Netty's default of 2 closes a connection whose server merely flushes too
     * often.
     */
    private static final int MAX_EMPTY_FRAMES = 20_000;

    private final Protocol protocol;
    private final Origin origin;
    private final TransportSettings settings;
    private final Listener listener;
    private @Nullable Channel channel;
    private @Nullable LocalWindows windows;
    private @Nullable KeepAlive keepAlive;
    private @Nullable LoopTimer settingsTimer;
    private @Nullable StreamFailure failure;
    private long maxStreams = DEFAULT_MAX_STREAMS;
    private long goAwayCode = Http2Error.NO_ERROR.code();
    private boolean settingsReceived;
    private boolean used;
    private int activeStreams;

    public Http2Session(Protocol protocol, Origin origin, TransportSettings settings, Listener listener) {
        this.protocol = protocol;
        this.origin = origin;
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public void start(Channel connected) {
        channel = connected;
        Duration silence = settings.connect().timeouts().silence();
        keepAlive = new KeepAlive(
                connected.eventLoop(),
                this,
                settings.probeAfterIdle(),
                silence.dividedBy(3),
                settings.connect().timeouts().pingAnswer());
        Duration limit = settings.connect().timeouts().tlsHandshake();
        settingsTimer = new LoopTimer(connected.eventLoop(), () -> onSettingsTimeout(limit));
        settingsTimer.start(limit.toNanos());
        Http2FrameCodec codec = newCodec();
        windows = new LocalWindows(codec, settings.streamWindowBytes());
        ChannelPipeline pipeline = connected.pipeline();
        pipeline.addLast(new FlushConsolidationHandler(MAX_CONSOLIDATED_FLUSHES, true), keepAlive, codec, this);
        ManualCredit.addTo(pipeline);
        pipeline.addLast(new Http2MultiplexHandler(new PushRefuser()), new FrameReleaser());
    }

    /** Creates the codec of one connection, which announces the smallest window; see {@link LocalWindows}. */
    private static Http2FrameCodec newCodec() {
        Http2FrameCodecBuilder builder = Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .initialWindowSize(StreamWindow.MIN_BYTES)
                        .maxHeaderListSize(MAX_HEADER_LIST_BYTES))
                .headerSensitivityDetector(RequestHeaders.SECRETS_ARE_SENSITIVE)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_FRAMES)
                .gracefulShutdownTimeoutMillis(0);
        Http2WireLog log = new Http2WireLog();
        if (log.isEnabled()) {
            builder.frameLogger(log);
        }
        Http2FrameCodec codec = builder.build();
        ReadBuffers.keepShort(codec);
        return codec;
    }

    @Override
    public String protocol() {
        return protocol.token();
    }

    @Override
    public int availableStreams() {
        if (failure != null || isProbing() || (!settingsReceived && !origin.secure())) {
            return 0;
        }
        return settingsReceived ? Math.max(0, maxStreams() - activeStreams) : Math.max(0, 1 - activeStreams);
    }

    @Override
    public int maxStreams() {
        return (int) Math.min(maxStreams, Integer.MAX_VALUE);
    }

    @Override
    public boolean isCapacityKnown() {
        return settingsReceived;
    }

    @Override
    public int activeStreams() {
        return activeStreams;
    }

    @Override
    public boolean isStale() {
        return keepAlive().isStale();
    }

    @Override
    public boolean probe() {
        keepAlive().probe();
        return true;
    }

    @Override
    public boolean isProbing() {
        return failure == null && keepAlive().isPingPending();
    }

    @Override
    public void send(Exchange exchange) {
        boolean reused = used;
        used = true;
        activeStreams++;
        ManualCredit.newStream(channel())
                .open()
                .addListener((Future<Http2StreamChannel> opened) -> onStream(opened, exchange, reused));
        keepAlive().onStreamStart();
    }

    private void onStream(Future<Http2StreamChannel> opened, Exchange exchange, boolean reused) {
        if (!opened.isSuccess()) {
            activeStreams--;
            listener.onDraining();
            exchange.failUnsent(new TransportException(
                    "no stream could be opened on the connection to " + origin.address(),
                    opened.cause(),
                    RequestProgress.NOT_SENT));
            return;
        }
        Http2StreamChannel stream = opened.getNow();
        stream.closeFuture().addListener(closed -> onStreamClosed());
        if (exchange.isClosed()) {
            stream.close();
            return;
        }
        Http2Stream carrier = new Http2Stream(this, exchange, stream);
        try {
            stream.pipeline().addLast(carrier);
            exchange.begin(carrier, reused);
            carrier.send(origin);
        } catch (Throwable thrown) {
            exchange.abandon(thrown);
        }
    }

    LocalWindows windows() {
        return Objects.requireNonNull(windows, "the session has not been started");
    }

    private void onStreamClosed() {
        activeStreams--;
        listener.onAvailable();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Http2PingFrame) {
            ReferenceCountUtil.release(message);
            return;
        }
        keepAlive().onTraffic();
        if (message instanceof Http2SettingsFrame frame) {
            onSettings(frame.settings().maxConcurrentStreams());
        } else if (message instanceof Http2GoAwayFrame goAway) {
            goAwayCode = goAway.errorCode();
            listener.onDraining();
        }
        ctx.fireChannelRead(message);
    }

    private void onSettings(@Nullable Long newMaxStreams) {
        settingsReceived = true;
        cancelSettingsTimer();
        if (newMaxStreams != null) {
            maxStreams = newMaxStreams;
        }
        listener.onAvailable();
    }

    private void onSettingsTimeout(Duration limit) {
        fail(StreamFailure.timedOut(
                origin.address() + " did not begin HTTP/2 within " + limit.toMillis() + " ms",
                TimeoutPhase.TLS_HANDSHAKE));
    }

    private void cancelSettingsTimer() {
        if (settingsTimer != null) {
            settingsTimer.stop();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2FrameStreamException) {
            ctx.fireExceptionCaught(cause); // It affects one stream only.
            return;
        }
        StreamFailure newFailure = StreamFailure.connectionFailed(origin, cause);
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
            fail(newFailure);
        } else if (failure == null) {
            // The codec sends the error code to the peer and then closes the channel.
            failure = newFailure;
        }
    }

    private void fail(StreamFailure newFailure) {
        if (failure == null) {
            failure = newFailure;
        }
        channel().close();
    }

    /** Returns the reason why streams on this connection ended. */
    StreamFailure failure() {
        if (failure != null) {
            return failure;
        }
        StreamFailure closed = StreamFailure.connectionClosed(origin);
        boolean orderly = goAwayCode == Http2Error.NO_ERROR.code();
        return orderly ? closed : StreamFailure.of(closed.reason() + " with " + errorName(goAwayCode), null);
    }

    /** Returns the name of an error code (RFC 9113, section 7). */
    static String errorName(long code) {
        Http2Error error = Http2Error.valueOf(code);
        return error == null ? "code " + code : error.name();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelSettingsTimer();
        listener.onClosed(failure());
        ctx.fireChannelInactive();
    }

    @Override
    public void ping() {
        channel().pipeline().writeAndFlush(new DefaultHttp2PingFrame(0));
    }

    @Override
    public boolean isBusy() {
        return activeStreams > 0;
    }

    @Override
    public void onPingAnswered() {
        listener.onProbeAnswered();
    }

    @Override
    public void onPingTimeout(Duration limit) {
        fail(StreamFailure.timedOut(
                "the connection to " + origin.address() + " is dead: it did not answer a ping within "
                        + limit.toMillis() + " ms",
                TimeoutPhase.SILENCE));
    }

    private KeepAlive keepAlive() {
        return Objects.requireNonNull(keepAlive, "the session has not been started");
    }

    private Channel channel() {
        return Objects.requireNonNull(channel, "the session has not been started");
    }

    /** A handler that closes streams opened by the peer; none is expected, since push is disabled. */
    @Sharable
    private static final class PushRefuser extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.close();
        }
    }

    /** A handler that releases the frames that no other handler consumes. */
    private static final class FrameReleaser extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
