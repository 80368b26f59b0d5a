package dev.parlando.internal.feed;

import dev.parlando.speech.Chunk;
import java.nio.ByteBuffer;

/** A chunk of a buffer's bytes; one object is reused for all chunks of a stream. Owned by the delivering thread. */
final class BufferChunk implements Chunk {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private ByteBuffer data = NONE;

    void attach(ByteBuffer buffer) {
        data = buffer;
    }

    /** Detaches the buffer, so that a handler that kept this chunk reads nothing. */
    void detach() {
        data = NONE;
    }

    @Override
    public int remaining() {
        return data.remaining();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = Math.min(length, data.remaining());
        data.get(target, offset, count);
        return count;
    }

    @Override
    public int read(ByteBuffer target) {
        int count = Math.min(target.remaining(), data.remaining());
        int limit = data.limit();
        target.put(data.limit(data.position() + count));
        data.limit(limit);
        return count;
    }
}
