package dev.parlando.audio.sink;

/**
 * A ring buffer of fixed size that passes samples as little-endian bytes from one thread to another. The reader keeps sent
 * bytes in the ring until it releases them, and may send them again.
 *
 * <p>Threading: one thread, the writer, offers samples. Another one, the reader, reads the array and calls {@link #send},
 * {@link #release} and {@link #takeBack}. Neither waits. Each counter has one writing thread. The room for the writer only
 * grows until its next offer, so room that it has seen remains valid.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // each counter is written by one thread
final class ByteRing {
    private static final int SAMPLE_BYTES = 2;

    private final byte[] bytes;
    private volatile long offeredBytes;
    private volatile long sentBytes;
    /** At most {@link #sentBytes}. The bytes in between are kept. */
    private volatile long releasedBytes;

    ByteRing(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /** Returns the number of bytes that were not sent. */
    int sizeBytes() {
        return (int) (offeredBytes - sentBytes);
    }

    /** Returns the number of bytes for which there is room. */
    int roomBytes() {
        return bytes.length - (int) (offeredBytes - releasedBytes);
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
        return (int) (sentBytes % bytes.length);
    }

    int contiguousBytes() {
        return Math.min(sizeBytes(), bytes.length - readIndex());
    }

    /** Marks {@code count} bytes as sent, which the ring keeps. */
    void send(int count) {
        sentBytes = sentBytes + count;
    }

    /** Releases all bytes that were sent. */
    void release() {
        releasedBytes = sentBytes;
    }

    /** Takes the last {@code count} sent bytes back, to be sent again. Returns false if the ring has not kept all of them. */
    boolean takeBack(int count) {
        if (sentBytes - releasedBytes < count) {
            return false;
        }
        sentBytes = sentBytes - count;
        return true;
    }
}
