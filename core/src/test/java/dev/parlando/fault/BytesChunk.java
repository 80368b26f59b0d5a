package dev.parlando.fault;

import dev.parlando.speech.Chunk;
import java.nio.ByteBuffer;

/** A chunk of the remaining bytes of a buffer, whose position advances as they are read. No allocation per read. */
public record BytesChunk(ByteBuffer bytes) implements Chunk {
    @Override
    public int remaining() {
        return bytes.remaining();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = Math.min(length, bytes.remaining());
        bytes.get(target, offset, count);
        return count;
    }

    @Override
    public int read(ByteBuffer target) {
        int count = Math.min(target.remaining(), bytes.remaining());
        int limit = bytes.limit();
        target.put(bytes.limit(bytes.position() + count));
        bytes.limit(limit);
        return count;
    }
}
