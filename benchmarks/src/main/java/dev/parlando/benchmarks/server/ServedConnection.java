package dev.parlando.benchmarks.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;

/** Is one connection as the server sees it. Owned by the server's event loop. */
final class ServedConnection {
    private final Channel channel;
    private int unfinished;
    private boolean toldToGo;

    ServedConnection(Channel channel) {
        this.channel = channel;
    }

    /** Counts an answer that has begun, or with -1 one that has ended. */
    void countUnfinished(int change) {
        unfinished += change;
    }

    int unfinished() {
        return unfinished;
    }

    boolean toldToGo() {
        return toldToGo;
    }

    /** Lets what runs finish and takes nothing new, without a warning before. */
    void goAway() {
        toldToGo = true;
        channel.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    }

    /** Closes the socket as if the network were gone: no GOAWAY, no close_notify. */
    void cut() {
        channel.unsafe().closeForcibly();
    }
}
