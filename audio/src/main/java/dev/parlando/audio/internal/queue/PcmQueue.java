package dev.parlando.audio.internal.queue;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A lock-free queue of samples between one producer thread and one consumer thread, on a ring of fixed capacity.
 *
 * <p>Threading: the producer thread offers, checks for room and may reclaim samples that were not polled. The consumer
 * thread polls. Neither blocks. A poll that races with a reclaim is retried. Cost: nothing is allocated after
 * construction.
 */
public final class PcmQueue {
    private final short[] ring;
    private final int mask;
    private final AtomicLong writtenSamples = new AtomicLong();
    /**
     * Advanced by both threads. Copied samples belong to the consumer only if its compare-and-set has advanced the
     * index.
     */
    private final AtomicLong readSamples = new AtomicLong();

    /** Creates a queue for at least {@code minSamples} samples. */
    public PcmQueue(int minSamples) {
        int capacity = Integer.highestOneBit(Math.max(1, minSamples - 1)) << 1;
        ring = new short[capacity];
        mask = capacity - 1;
    }

    public int capacitySamples() {
        return ring.length;
    }

    /**
     * Returns the number of samples for which there is room. The producer may read too low a value, the consumer too
     * high a value.
     */
    public int freeSamples() {
        return ring.length - sizeSamples();
    }

    /** Adds {@code count} samples, for which there must be room. */
    public void offer(short[] samples, int count) {
        offer(samples, 0, count);
    }

    /** Adds {@code count} samples from an index on, for which there must be room. */
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

    /**
     * Polls up to {@code max} samples. Returns the number of samples, or 0 if there are none. The target may be
     * modified beyond the returned samples.
     */
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

    /** Reclaims all samples that were not polled. Called by the producer. Returns the number of reclaimed samples. */
    public int reclaimUnread() {
        long written = writtenSamples.getPlain();
        return (int) (written - readSamples.getAndSet(written));
    }

    /** Returns the total number of samples polled or reclaimed. */
    public long consumedSamples() {
        return readSamples.get();
    }

    /** Returns the total number of samples added. */
    public long offeredSamples() {
        return writtenSamples.getAcquire();
    }

    /** Returns the number of samples in the queue. The consumer may read too low a value. */
    public int sizeSamples() {
        return (int) (writtenSamples.getAcquire() - readSamples.getAcquire());
    }
}
