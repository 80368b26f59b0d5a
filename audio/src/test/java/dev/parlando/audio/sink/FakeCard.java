package dev.parlando.audio.sink;

import java.util.concurrent.TimeUnit;

/**
 * A card that takes the samples of one line in blocks, by a fake clock, and counts those that are heard.
 *
 * <p>Counts are audio frames. Time advances between calls; each call first takes the blocks that are due.
 */
final class FakeCard {
    /** The position of the block grid, so that blocks do not start with a millisecond. */
    private static final double PHASE = 0.37;
    /** The length of a DirectSound buffer. */
    private static final int RING_SECONDS = 2;

    /** Whether the card plays. If not, it takes no samples. */
    boolean plays = true;

    private final LineShape shape;
    private final FakeSinkClock time;
    private final double framesPerNano;
    private final int rateHz;
    private final long buffer;
    private final long block;
    private final long writeLead;

    private boolean started;
    /** Whether the line is known to be empty: before the first write, after a flush, or after an underrun was found. */
    private boolean fresh = true;

    private double phaseNanos;
    private long blocksDone;
    private long ticksDone;
    private long written;
    private long taken;
    private long lastTaken;
    private long positionBase;
    private long primed;
    private long heard;
    private long dryFrames;
    private double lastBlockNanos;

    FakeCard(LineShape shape, int rateHz, long buffer, FakeSinkClock time) {
        this.shape = shape;
        this.time = time;
        this.rateHz = rateHz;
        this.framesPerNano = rateHz * (1 + shape.driftPpm() / 1e6) / TimeUnit.SECONDS.toNanos(1);
        this.buffer = buffer;
        this.block = Math.max(1, frames(shape.blockNanos()));
        this.writeLead = frames(shape.writeLeadNanos());
        this.phaseNanos = PHASE * shape.blockNanos();
    }

    private long frames(long nanos) {
        return Math.round(nanos * (double) rateHz / TimeUnit.SECONDS.toNanos(1));
    }

    void start() {
        primed = written;
        started = true;
        phaseNanos = shape.blockNanos() == 0 ? time.nanoTime() : phaseNanos;
        blocksDone = blocksAt(time.nanoTime());
        ticksDone = ticksAt(time.nanoTime());
    }

    private long blocksAt(long nanos) {
        return (long) Math.floor((nanos - phaseNanos) * framesPerNano / block + 1e-9);
    }

    private long ticksAt(long nanos) {
        return shape.serviceNanos() == 0 ? 0 : Math.floorDiv(nanos, shape.serviceNanos());
    }

    private void advance() {
        long nanos = time.nanoTime();
        while (started && ticksDone < ticksAt(nanos)) {
            ticksDone++;
            takeUntil(ticksDone * shape.serviceNanos());
            fresh |= queued() == 0;
        }
        if (started) {
            takeUntil(nanos);
        }
    }

    private void takeUntil(long nanos) {
        long blocks = blocksAt(nanos) - blocksDone;
        if (blocks > 0 && plays) {
            take(Math.min(blocks * block, queued()), blocksDone);
            dryFrames = queued() == 0 ? dryFrames + blocks * block : 0;
        }
        blocksDone += blocks;
    }

    /** Takes audio frames from the block after {@code blocksBefore} on. */
    private void take(long count, long blocksBefore) {
        if (count > 0) {
            long blocks = (count + block - 1) / block;
            lastTaken = count - (blocks - 1) * block;
            lastBlockNanos = nanosOf(blocksBefore + blocks);
            heard += Math.max(0, taken + count - Math.max(taken, primed));
            taken += count;
        }
    }

    private double nanosOf(long blocks) {
        return phaseNanos + blocks * block / framesPerNano;
    }

    /** Returns the part of the last block that would be lost if the card rewound it. */
    private long unheard() {
        double sinceNanos = time.nanoTime() - lastBlockNanos;
        return shape.rewinds() ? Math.max(0, lastTaken - (long) (sinceNanos * framesPerNano)) : 0;
    }

    /** Returns the number of audio frames that the card has not taken. */
    long queued() {
        return written - taken;
    }

    /** Returns the number of audio frames that are accepted now. */
    long room() {
        advance();
        if (shape.serviceNanos() == 0) {
            return buffer - (written - position());
        }
        if (fresh) {
            return buffer;
        }
        return queued() < writeLead ? 0 : Math.min(buffer, buffer - queued() + writeLead);
    }

    void write(long count) {
        advance();
        if (queued() == 0 && shape.blockNanos() == 0) {
            phaseNanos = time.nanoTime();
            blocksDone = 0;
        }
        fresh &= count == 0;
        written += count;
        if (shape.rewinds() && queued() == count && started && plays) {
            double sinceNanos = time.nanoTime() - nanosOf(blocksDone);
            take(Math.min(count, block - Math.min(block, (long) (sinceNanos * framesPerNano))), blocksDone - 1);
            lastBlockNanos = time.nanoTime();
        }
    }

    void flush() {
        advance();
        heard -= unheard();
        lastTaken = 0;
        taken = written;
        positionBase = written;
        fresh = true;
    }

    /** Returns the position that the line reports. */
    long position() {
        advance();
        if (shape.serviceNanos() > 0 && queued() == 0 && !fresh) {
            return Math.max(0, written - ((long) RING_SECONDS * rateHz - dryFrames));
        }
        long step = block * shape.positionBlocks();
        return shape.positionBlocks() == 1 ? taken : positionBase + (taken - positionBase) / step * step;
    }

    /** Takes all samples immediately, like a sound server that was not scheduled for some time. */
    void catchUp() {
        advance();
        plays = true;
        take(queued(), blocksDone - 1);
    }

    /** Returns the number of audio frames heard, without the initial silence. */
    long heard() {
        advance();
        return heard - unheard();
    }

    /** Returns the time at which the last sample is heard. */
    long heardUntilNanos() {
        advance();
        return (long) (lastBlockNanos + lastTaken / framesPerNano) + shape.latencyNanos();
    }
}
