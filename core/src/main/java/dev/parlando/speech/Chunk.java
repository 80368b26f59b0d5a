package dev.parlando.speech;

import java.nio.ByteBuffer;

/**
 * Lends the next bytes of encoded audio to a {@link ChunkHandler}, in order, for the length of one call.
 *
 * <p>Where one chunk ends and the next begins means nothing: a chunk may end inside a sample or a header. The engine
 * owns and reuses the object; a handler must not keep it. Bytes that are read are taken: they will not be offered
 * again, and the peer is allowed to send as many more.
 *
 * <p>Cost: reading copies once, out of the network buffer; nothing is allocated except by {@link #toByteBuffer()}.
 */
public interface Chunk {
    /** Returns how many bytes have not been read yet. */
    int remaining();

    /**
     * Reads up to {@code length} bytes.
     *
     * @return how many bytes were read, 0 if none remain
     */
    int read(byte[] target, int offset, int length);

    /**
     * Reads as many bytes as remain and fit, and moves the target's position past them.
     *
     * @return how many bytes were read, 0 if none remain or the target is full
     */
    int read(ByteBuffer target);

    /** Reads all that remains into a new buffer, which the caller may keep. */
    default ByteBuffer toByteBuffer() {
        ByteBuffer copy = ByteBuffer.allocate(remaining());
        read(copy);
        return copy.flip();
    }
}
