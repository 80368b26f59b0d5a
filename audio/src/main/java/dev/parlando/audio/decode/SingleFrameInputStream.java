package dev.parlando.audio.decode;

import java.io.InputStream;

/**
 * Gives JLayer one frame at a time and reports the end of the stream behind it.
 *
 * <p>JLayer otherwise reads the next frame's header before it decodes this one. An end of stream it takes as proof that
 * the frame is well placed, and it simply asks again for the next. Confined to one thread at a time.
 */
final class SingleFrameInputStream extends InputStream {
    private byte[] bytes = {};
    private int position;
    private int end;

    /** Makes the given bytes the next frame. */
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
