package dev.parlando.internal.http2;

import dev.parlando.internal.option.StreamWindow;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;

/**
 * The flow-control windows that this side grants on one connection. The smallest one is announced for all streams, since
 * a server may fill it before it reads any later frame. Each stream is then raised to its own.
 *
 * <p>Threading: owned by the event loop of the connection.
 */
final class LocalWindows {
    private static final float UPDATE_RATIO = 0.5f;

    /** A ratio of the window that makes the codec announce an increase of a single byte. */
    private static final float ANY_INCREASE = Math.nextDown(1f);

    private final Http2Connection connection;
    private final DefaultHttp2LocalFlowController controller;
    private int connectionIncrement;

    /**
     * Creates the windows of a connection, of which that of the connection is twice that of a usual stream. A smaller one
     * would be refilled, and a frame be written, for each 32 KiB of audio.
     */
    LocalWindows(Http2FrameCodec codec, int streamWindowBytes) {
        connection = codec.connection();
        connectionIncrement = 2 * (streamWindowBytes - StreamWindow.MIN_BYTES);
        // Refill the connection window on arrival. Otherwise held streams could together exhaust it and stall all
        // others. Unread bytes stay bounded by the stream windows.
        controller = new DefaultHttp2LocalFlowController(connection, UPDATE_RATIO, true)
                .frameWriter(codec.encoder().frameWriter());
        connection.local().flowController(controller);
    }

    /**
     * Raises the window of a stream whose HEADERS were written to {@code windowBytes}. The WINDOW_UPDATE is sent in the
     * same flush, so that the server never waits for it.
     */
    void open(int streamId, int windowBytes) throws Http2Exception {
        if (connectionIncrement > 0) {
            controller.incrementWindowSize(connection.connectionStream(), connectionIncrement);
            connectionIncrement = 0;
        }
        var stream = connection.stream(streamId);
        if (stream != null && windowBytes > StreamWindow.MIN_BYTES) {
            controller.windowUpdateRatio(stream, ANY_INCREASE);
            controller.incrementWindowSize(stream, windowBytes - StreamWindow.MIN_BYTES);
            controller.windowUpdateRatio(stream, UPDATE_RATIO);
        }
    }
}
