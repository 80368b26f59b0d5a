package dev.parlando.audio.internal.queue;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries samples from one producer thread to one consumer thread through a ring of fixed size.
 *
 * <p>Threading: one thread offers, asks for room and may take back what was not polled; one other polls. Neither ever waits.
 * A poll during which something is taken back begins again. Cost: nothing is allocated after construction.
 */
public final class PcmQueue {
    private final short[] ring;
    private final int mask;
    private final AtomicLong writtenSamples = new AtomicLong();
    /** Moved on by both, whoever is first: what was copied is the consumer's only if it was the consumer who moved it. */
    private final AtomicLong readSamples = new AtomicLong();

    /** Makes a queue that holds at least that many samples. */
    public PcmQueue(int minSamples) {
        int capacity = Integer.highestOneBit(Math.max(1, minSamples - 1)) << 1;
        ring = new short[capacity];
        mask = capacity - 1;
    }

    public int capacitySamples() {
        return ring.length;
    }

    /** Returns how many samples fit; the producer sees too few at worst, the consumer too many. */
    public int freeSamples() {
        return ring.length - sizeSamples();
    }

    /** Adds all of the samples; there must be room for them. */
    public void offer(short[] samples, int count) {
        offer(samples, 0, count);
    }

    /** Adds all of the samples from an index on; there must be room for them. */
    public void offer(short[] samples, int offset, int count) {
        if (count > freeSamples()) {
            throw new IllegalStateException(count + " samples offered, room for " + freeSamples());
        }
        long written = writtenSamples.getPlain();
        int start = (int) written & mask;
        int untilWrap = Math.min(count, ring.length - start);
        System.arraycopy(samples, offset, ring, start, untilWrap);
        System.arraycopy(samples, offset + untilWrap, ring, 0, count - untilWrap);
        writtenSamples.setRelease(written + count);
    }

    /** Takes up to {@code max} samples and returns how many, 0 if there are none; the target may be changed beyond. */
    public int poll(short[] target, int max) {
        long read;
        int count;
        do {
            read = readSamples.get();
            count = (int) Math.min(max, writtenSamples.getAcquire() - read);
            copy(read, target, count);
        } while (!readSamples.compareAndSet(read, read + count));
        return count;
    }

    private void copy(long from, short[] target, int count) {
        int start = (int) from & mask;
        int untilWrap = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, target, 0, untilWrap);
        System.arraycopy(ring, 0, target, untilWrap, count - untilWrap);
    }

    /** Takes back all that was not polled; for the producer. Returns how many samples that were. */
    public int reclaimUnread() {
        long written = writtenSamples.getPlain();
        return (int) (written - readSamples.getAndSet(written));
    }

    /** Returns how many samples were ever polled or taken back. */
    public long consumedSamples() {
        return readSamples.get();
    }

    /** Returns how many samples were ever added. */
    public long offeredSamples() {
        return writtenSamples.getAcquire();
    }

    /** Returns how many samples there are; the consumer sees too few at worst. */
    public int sizeSamples() {
        return (int) (writtenSamples.getAcquire() - readSamples.getAcquire());
    }
}
