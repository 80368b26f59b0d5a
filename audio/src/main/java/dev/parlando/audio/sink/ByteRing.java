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
    private volatile long doneBytes;

    ByteRing(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    int sizeBytes() {
        return (int) (offeredBytes - doneBytes);
    }

    /** Adds samples, for which there must be room. */
    void offer(short[] samples, int offset, int count) {
        int at = (int) (offeredBytes % bytes.length);
        for (int i = offset; i < offset + count; i++) {
            short sample = samples[i];
            bytes[at] = (byte) sample;
            bytes[at + 1] = (byte) (sample >> 8);
            at += SAMPLE_BYTES;
            if (at == bytes.length) {
                at = 0;
            }
        }
        offeredBytes = offeredBytes + (long) SAMPLE_BYTES * count;
    }

    /** Returns the array, in which the next bytes are from {@link #start} on, {@link #lengthBytes} without a break. */
    byte[] array() {
        return bytes;
    }

    int start() {
        return (int) (doneBytes % bytes.length);
    }

    int lengthBytes() {
        return Math.min(sizeBytes(), bytes.length - start());
    }

    /** Makes room. */
    void done(int count) {
        doneBytes = doneBytes + count;
    }
}
