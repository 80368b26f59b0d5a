package dev.parlando.speech;

import java.nio.ByteBuffer;

/**
 * The next bytes of a stream of encoded audio, valid only during one call of {@link ChunkHandler#onChunk}.
 *
 * <p>Chunk boundaries mean nothing: a chunk may end within a sample or a header. The engine owns and reuses the object,
 * so a handler must not keep it. Bytes that have been read are consumed. They are not offered again, and the peer may
 * send the same number of further bytes.
 *
 * <p>Cost: reading copies once, out of the network buffer. Only {@link #toByteBuffer()} allocates.
 */
public interface Chunk {
    /** Returns the number of bytes that have not been read yet. */
    int remaining();

    /**
     * Reads up to {@code length} bytes.
     *
     * @return the number of bytes read, 0 if none remain
     */
    int read(byte[] target, int offset, int length);

    /**
     * Reads the remaining bytes, as far as they fit, and advances the position of the target.
     *
     * @return the number of bytes read, 0 if none remain or the target is full
     */
    int read(ByteBuffer target);

    /** Reads all remaining bytes into a new buffer, which the caller may keep. */
    default ByteBuffer toByteBuffer() {
        ByteBuffer copy = ByteBuffer.allocate(remaining());
        read(copy);
        return copy.flip();
    }
}
