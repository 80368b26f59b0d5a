package dev.parlando.audio.decode;

import java.io.InputStream;

/**
 * An input stream that supplies JLayer with one frame at a time and reports the end of the stream after it.
 *
 * <p>Without this class, JLayer reads the header of the next frame before it decodes the current one. JLayer accepts
 * the end of the stream as confirmation of the frame, and later requests the next frame as usual. Confined to one
 * thread at a time.
 */
final class SingleFrameInputStream extends InputStream {
    private byte[] bytes = {};
    private int position;
    private int end;

    /** Sets the bytes of the next frame. */
    void set(byte[] source, int from, int length) {
        bytes = source;
        position = from;
        end = from + length;
    }

    @Override
    public int read() {
        return position < end ? bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == end) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }
}
