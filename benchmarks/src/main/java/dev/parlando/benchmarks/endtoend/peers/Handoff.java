package dev.parlando.benchmarks.endtoend.peers;

import io.netty.buffer.ByteBuf;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The way of received bytes from the event loop to their {@link BodySink}. It is the difference between the Netty
 * clients, so that a comparison shows the cost of another thread alone.
 *
 * <p>Threading: called on one event loop.
 */
interface Handoff extends AutoCloseable {
    /** Passes on the content of a DATA frame, which may be empty, and owns it from now on. */
    void data(BodySink sink, ByteBuf content, boolean last);

    /** Passes on the end of a response without further content. */
    void closed(BodySink sink);

    /** Called after all events of one read of the socket. */
    void flush();

    @Override
    void close();

    /** Reads the content as every client does, and releases it. */
    static void deliver(BodySink sink, ByteBuf content, boolean last) {
        byte[] buffer = sink.buffer();
        while (content.isReadable()) {
            int length = Math.min(content.readableBytes(), buffer.length);
            content.readBytes(buffer, 0, length);
            sink.onBytes(buffer, length);
        }
        content.release();
        if (last) {
            sink.onEnd(null);
        }
    }

    /** Delivers on the event loop. */
    final class Direct implements Handoff {
        @Override
        public void data(BodySink sink, ByteBuf content, boolean last) {
            deliver(sink, content, last);
        }

        @Override
        public void closed(BodySink sink) {
            sink.onEnd(new ClosedChannelException());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** An event on the way to another thread; content is null for the end of a response without content. */
    record Event(BodySink sink, @Nullable ByteBuf content, boolean last) {
        void deliver() {
            if (content == null) {
                sink.onEnd(new ClosedChannelException());
            } else {
                Handoff.deliver(sink, content, last);
            }
        }
    }
}
