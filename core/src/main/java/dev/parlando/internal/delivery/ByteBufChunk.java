package dev.parlando.internal.delivery;

import dev.parlando.speech.Chunk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** A chunk backed by a network buffer; one object is reused for all chunks of a stream. Owned by the ring thread. */
final class ByteBufChunk implements Chunk {
    private ByteBuf data = Unpooled.EMPTY_BUFFER;

    void attach(ByteBuf buffer) {
        data = buffer;
    }

    /** Detaches the buffer, so that a handler that kept this chunk reads nothing. */
    void detach() {
        data = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public int remaining() {
        return data.readableBytes();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = Math.min(length, data.readableBytes());
        data.readBytes(target, offset, count);
        return count;
    }

    @Override
    public int read(ByteBuffer target) {
        int count = Math.min(target.remaining(), data.readableBytes());
        if (count == 0) {
            return 0;
        }
        if (target.hasArray()) {
            data.readBytes(target.array(), target.arrayOffset() + target.position(), count);
            target.position(target.position() + count);
        } else {
            data.readBytes(target.slice(target.position(), count));
            target.position(target.position() + count);
        }
        return count;
    }
}
