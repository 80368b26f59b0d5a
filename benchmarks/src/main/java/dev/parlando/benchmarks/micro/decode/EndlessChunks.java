package dev.parlando.benchmarks.micro.decode;

import java.nio.ByteBuffer;

/** Hands out a stream in chunks of one size, from the start again when it ends. */
final class EndlessChunks {
    private final ByteBuffer stream;
    private final int chunkBytes;

    EndlessChunks(byte[] stream, int chunkBytes) {
        this.stream = ByteBuffer.wrap(stream).limit(0);
        this.chunkBytes = chunkBytes;
    }

    /** Returns the next chunk, always in the same buffer; the one before must have been read to its end. */
    ByteBuffer next() {
        int from = stream.limit() == stream.capacity() ? 0 : stream.limit();
        int to = Math.min(from + chunkBytes, stream.capacity());
        return stream.limit(to).position(from);
    }
}
