package dev.parlando.internal.delivery;

import java.util.Arrays;

/** A reusable buffer that collects bytes up to a limit. Confined to one thread. */
final class GrowableByteArray {
    private static final int FIRST_BYTES = 4096;

    private final int maxBytes;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    GrowableByteArray(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds a byte; returns false if the limit is reached. */
    boolean add(byte value) {
        if (length == maxBytes) {
            return false;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(maxBytes, 2 * length));
        }
        bytes[length++] = value;
        return true;
    }

    void clear() {
        length = 0;
    }

    /** Returns the internal array, which is reused. */
    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }
}
