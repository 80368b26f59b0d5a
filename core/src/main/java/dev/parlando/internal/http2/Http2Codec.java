package dev.parlando.internal.http2;

import dev.parlando.internal.exchange.RequestHeaders;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/** Makes the frame codecs of our connections. Stateless. */
final class Http2Codec {
    private static final int MAX_HEADER_LIST_BYTES = 32 * 1024;

    /** Netty's own limit is 2, which costs all streams of a connection whose server merely flushes too often. */
    private static final int MAX_EMPTY_FRAMES = 20_000;

    private Http2Codec() {}

    /** Makes the codec of one connection, whose streams may each have so many bytes under way. */
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
        // The connection's window is refilled on arrival: were it not, streams that are held would, together, stop all
        // others. What is unread stays bounded by the windows of the streams.
        codec.connection()
                .local()
                .flowController(new DefaultHttp2LocalFlowController(codec.connection(), 0.5f, true)
                        .frameWriter(codec.encoder().frameWriter()));
        return codec;
    }
}
