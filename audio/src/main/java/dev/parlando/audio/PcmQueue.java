package dev.parlando.audio;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries samples from one producer thread to one consumer thread through a ring of fixed size.
 *
 * <p>Threading: one thread offers and asks for room, one other polls; the counters of samples written and read are
 * each written by one of them only. Neither ever waits. Cost: nothing is allocated after construction.
 */
final class PcmQueue {
    private final short[] ring;
    private final int mask;
    private final AtomicLong writtenSamples = new AtomicLong();
    private final AtomicLong readSamples = new AtomicLong();

    /** Makes a queue that holds at least that many samples. */
    PcmQueue(int minSamples) {
        int capacity = Integer.highestOneBit(Math.max(1, minSamples - 1)) << 1;
        ring = new short[capacity];
        mask = capacity - 1;
    }

    int capacitySamples() {
        return ring.length;
    }

    /** Returns how many samples fit; the producer sees too few at worst, the consumer too many. */
    int roomSamples() {
        return ring.length - sizeSamples();
    }

    /** Adds all of the samples; there must be room for them. */
    void offer(short[] samples, int count) {
        if (count > roomSamples()) {
            throw new IllegalStateException(count + " samples offered, room for " + roomSamples());
        }
        long written = writtenSamples.getPlain();
        int start = (int) written & mask;
        int untilWrap = Math.min(count, ring.length - start);
        System.arraycopy(samples, 0, ring, start, untilWrap);
        System.arraycopy(samples, untilWrap, ring, 0, count - untilWrap);
        writtenSamples.setRelease(written + count);
    }

    /** Takes up to {@code max} samples and returns how many, 0 if there are none. */
    int poll(short[] target, int max) {
        long read = readSamples.getPlain();
        int count = Math.min(max, sizeSamples());
        int start = (int) read & mask;
        int untilWrap = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, target, 0, untilWrap);
        System.arraycopy(ring, 0, target, untilWrap, count - untilWrap);
        readSamples.setRelease(read + count);
        return count;
    }

    /** Returns how many samples were ever added. */
    long offeredSamples() {
        return writtenSamples.getAcquire();
    }

    /** Returns how many samples there are; the consumer sees too few at worst. */
    int sizeSamples() {
        return (int) (writtenSamples.getAcquire() - readSamples.getAcquire());
    }
}
