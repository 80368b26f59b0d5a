package dev.parlando.benchmarks.rig.speech;

import java.io.InputStream;

/** An input stream that repeats the same bytes forever. */
public final class EndlessStream extends InputStream {
    private final byte[] bytes;
    private int position;

    public EndlessStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        if (position == bytes.length) {
            position = 0;
        }
        return bytes[position++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (position == bytes.length) {
            position = 0;
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }
}
