package dev.parlando.benchmarks.micro.telephony;

import dev.parlando.speech.Chunk;
import java.nio.ByteBuffer;

/** A chunk of the same bytes, which can be read again after a rewind. */
final class RepeatedChunk implements Chunk {
    private final ByteBuffer bytes;

    RepeatedChunk(int length) {
        bytes = ByteBuffer.allocateDirect(length);
    }

    RepeatedChunk rewind() {
        bytes.clear();
        return this;
    }

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
        target.put(bytes.limit(bytes.position() + count));
        bytes.limit(bytes.capacity());
        return count;
    }
}
