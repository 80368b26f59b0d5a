package dev.parlando.offline.limits;

import dev.parlando.offline.load.ServiceLoad;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests, and the time for which slots are there and used, in one model group or, by way of its groups, in the
 * whole workspace. Threading: confined to the event loop.
 */
final class LoadCounter {
    private final EventLoopClock time;
    private final @Nullable LoadCounter total;
    private final long[] refused = new long[OverloadReason.values().length];
    private int slots;
    private int running;
    private int highestRunning;
    private int queued;
    private long served;
    private long aborted;
    private long runningNanos;
    private long slotNanos;
    private long accumulatedToNanos;

    /**
     * Starts to count.
     *
     * @param time what to measure with
     * @param total what counts everything again, for all groups; null if this is it
     */
    LoadCounter(EventLoopClock time, @Nullable LoadCounter total) {
        this.time = time;
        this.total = total;
        accumulatedToNanos = time.nanoTime();
    }

    int running() {
        return running;
    }

    /** Takes note that there are so many more slots, or fewer. */
    void changeSlotCount(int difference) {
        accumulateTime();
        slots += difference;
        if (total != null) {
            total.changeSlotCount(difference);
        }
    }

    int slots() {
        return slots;
    }

    void requestQueued() {
        queued++;
        if (total != null) {
            total.requestQueued();
        }
    }

    void requestDequeued() {
        queued--;
        if (total != null) {
            total.requestDequeued();
        }
    }

    void requestStarted() {
        accumulateTime();
        running++;
        highestRunning = Math.max(highestRunning, running);
        if (total != null) {
            total.requestStarted();
        }
    }

    void requestStopped() {
        accumulateTime();
        running--;
        if (total != null) {
            total.requestStopped();
        }
    }

    /** Counts a request that was let in and is over. */
    void requestEnded(boolean wasServed) {
        if (wasServed) {
            served++;
        } else {
            aborted++;
        }
        if (total != null) {
            total.requestEnded(wasServed);
        }
    }

    void requestRefused(OverloadReason reason) {
        refused[reason.ordinal()]++;
        if (total != null) {
            total.requestRefused(reason);
        }
    }

    private void accumulateTime() {
        long nowNanos = time.nanoTime();
        long elapsedNanos = nowNanos - accumulatedToNanos;
        accumulatedToNanos = nowNanos;
        runningNanos += running * elapsedNanos;
        slotNanos += slots * elapsedNanos;
    }

    ServiceLoad snapshot() {
        accumulateTime();
        return new ServiceLoad(
                running,
                highestRunning,
                queued,
                served,
                aborted,
                refused[OverloadReason.CONCURRENT.ordinal()],
                refused[OverloadReason.BUSY.ordinal()],
                refused[OverloadReason.RATE.ordinal()],
                runningNanos,
                slotNanos);
    }
}
