package dev.parlando.internal.http2;

import dev.parlando.internal.exchange.RequestHeaders;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/** A factory of the frame codecs of HTTP/2 connections. Stateless. */
final class Http2Codec {
    private static final int MAX_HEADER_LIST_BYTES = 32 * 1024;

    /**
     * Limit on consecutive empty DATA frames. Netty's default of 2 closes a connection whose server merely flushes too
     * often.
     */
    private static final int MAX_EMPTY_FRAMES = 20_000;

    private Http2Codec() {}

    /** Creates the codec of one connection, with a flow-control window of {@code streamWindowBytes} for each stream. */
    static Http2FrameCodec newCodec(int streamWindowBytes) {
        Http2FrameCodecBuilder builder = Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .initialWindowSize(streamWindowBytes)
                        .maxHeaderListSize(MAX_HEADER_LIST_BYTES))
                .headerSensitivityDetector(RequestHeaders.KEY_IS_SENSITIVE)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_FRAMES)
                .gracefulShutdownTimeoutMillis(0);
        Http2WireLog log = new Http2WireLog();
        if (log.isEnabled()) {
            builder.frameLogger(log);
        }
        Http2FrameCodec codec = builder.build();
        // Refill the connection window on arrival. Otherwise held streams could together exhaust it and stall all
        // others. Unread bytes stay bounded by the stream windows.
        codec.connection()
                .local()
                .flowController(new DefaultHttp2LocalFlowController(codec.connection(), 0.5f, true)
                        .frameWriter(codec.encoder().frameWriter()));
        return codec;
    }
}
