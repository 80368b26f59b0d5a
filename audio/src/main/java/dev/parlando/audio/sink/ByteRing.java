package dev.parlando.audio.sink;

/**
 * Carries samples as little-endian bytes from one thread to one other through a ring of fixed size.
 *
 * <p>Threading: one thread offers, one other reads the array and says what it is done with. Neither waits.
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

    /** Returns the array, in which the next bytes are from {@link #readIndex} on, {@link #contiguousBytes} without a break. */
    byte[] array() {
        return bytes;
    }

    int readIndex() {
        return (int) (consumedBytes % bytes.length);
    }

    int contiguousBytes() {
        return Math.min(sizeBytes(), bytes.length - readIndex());
    }

    /** Makes room. */
    void release(int count) {
        consumedBytes = consumedBytes + count;
    }
}
