package dev.parlando.audio.sink;

/**
 * A ring buffer of fixed size that passes samples as little-endian bytes from one thread to another.
 *
 * <p>Threading: one thread offers samples, and another reads the array and releases consumed bytes. Neither waits.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // each counter is written by one thread
final class ByteRing {
    private static final int SAMPLE_BYTES = 2;

    private final byte[] bytes;
    private volatile long offeredBytes;
    private volatile long consumedBytes;

    ByteRing(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    int sizeBytes() {
        return (int) (offeredBytes - consumedBytes);
    }

    /** Returns the number of bytes for which there is room. */
    int roomBytes() {
        return bytes.length - sizeBytes();
    }

    /** Adds samples, for which there must be room. */
    void offer(short[] samples, int offset, int count) {
        int index = (int) (offeredBytes % bytes.length);
        for (int i = offset; i < offset + count; i++) {
            short sample = samples[i];
            bytes[index] = (byte) sample;
            bytes[index + 1] = (byte) (sample >> 8);
            index += SAMPLE_BYTES;
            if (index == bytes.length) {
                index = 0;
            }
        }
        offeredBytes = offeredBytes + (long) SAMPLE_BYTES * count;
    }

    /** Returns the array. The next {@link #contiguousBytes} contiguous bytes start at index {@link #readIndex}. */
    byte[] array() {
        return bytes;
    }

    int readIndex() {
        return (int) (consumedBytes % bytes.length);
    }

    int contiguousBytes() {
        return Math.min(sizeBytes(), bytes.length - readIndex());
    }

    /** Releases {@code count} consumed bytes. */
    void release(int count) {
        consumedBytes = consumedBytes + count;
    }

    /**
     * Takes the last {@code count} released bytes back, to be consumed again. Returns false if later samples have
     * overwritten some of them.
     */
    boolean takeBack(int count) {
        if (sizeBytes() + count > bytes.length) {
            return false;
        }
        consumedBytes = consumedBytes - count;
        return true;
    }
}
