package dev.parlando.benchmarks.micro.decode;

import java.nio.ByteBuffer;

/** A stream cut into chunks of one size, which restarts when it ends. */
final class EndlessChunks {
    private final ByteBuffer stream;
    private final int chunkBytes;

    EndlessChunks(byte[] stream, int chunkBytes) {
        this.stream = ByteBuffer.wrap(stream).limit(0);
        this.chunkBytes = chunkBytes;
    }

    /**
     * Returns the next chunk, always in the same buffer. The caller must have consumed the previous chunk completely.
     */
    ByteBuffer next() {
        int from = stream.limit() == stream.capacity() ? 0 : stream.limit();
        int to = Math.min(from + chunkBytes, stream.capacity());
        return stream.limit(to).position(from);
    }
}
