package dev.parlando.offline.limits;

import dev.parlando.offline.load.ServiceLoad;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests, and the time for which slots are there and used, in one model group or, by way of its groups, in the
 * whole workspace. Threading: confined to the event loop.
 */
final class LoadCounter {
    private final LoopTime time;
    private final @Nullable LoadCounter whole;
    private final long[] refused = new long[Congestion.values().length];
    private int slots;
    private int running;
    private int highestRunning;
    private int queued;
    private long served;
    private long brokenOff;
    private long runningNanos;
    private long slotNanos;
    private long countedToNanos;

    /**
     * Starts to count.
     *
     * @param time what to measure with
     * @param whole what counts everything again, for all groups; null if this is it
     */
    LoadCounter(LoopTime time, @Nullable LoadCounter whole) {
        this.time = time;
        this.whole = whole;
        countedToNanos = time.nanoTime();
    }

    int running() {
        return running;
    }

    /** Takes note that there are so many more slots, or fewer. */
    void addSlots(int difference) {
        countTime();
        slots += difference;
        if (whole != null) {
            whole.addSlots(difference);
        }
    }

    int slots() {
        return slots;
    }

    void queue() {
        queued++;
        if (whole != null) {
            whole.queue();
        }
    }

    void leaveQueue() {
        queued--;
        if (whole != null) {
            whole.leaveQueue();
        }
    }

    void run() {
        countTime();
        running++;
        highestRunning = Math.max(highestRunning, running);
        if (whole != null) {
            whole.run();
        }
    }

    void stop() {
        countTime();
        running--;
        if (whole != null) {
            whole.stop();
        }
    }

    /** Counts a request that was let in and is over. */
    void end(boolean wasServed) {
        if (wasServed) {
            served++;
        } else {
            brokenOff++;
        }
        if (whole != null) {
            whole.end(wasServed);
        }
    }

    void refuse(Congestion reason) {
        refused[reason.ordinal()]++;
        if (whole != null) {
            whole.refuse(reason);
        }
    }

    private void countTime() {
        long nowNanos = time.nanoTime();
        long passedNanos = nowNanos - countedToNanos;
        countedToNanos = nowNanos;
        runningNanos += running * passedNanos;
        slotNanos += slots * passedNanos;
    }

    ServiceLoad sample() {
        countTime();
        return new ServiceLoad(
                running,
                highestRunning,
                queued,
                served,
                brokenOff,
                refused[Congestion.CONCURRENT.ordinal()],
                refused[Congestion.BUSY.ordinal()],
                refused[Congestion.RATE.ordinal()],
                runningNanos,
                slotNanos);
    }
}
