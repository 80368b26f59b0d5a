package dev.parlando.offline.limits;

import dev.parlando.offline.load.ServiceLoad;
import org.jspecify.annotations.Nullable;

/**
 * Counters of requests, available slot time and used slot time, for one model group or the whole workspace. A model
 * group's counter also adds its counts to the workspace counter.
 *
 * <p>Threading: confined to the event loop.
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
     * Starts counting.
     *
     * @param time the clock
     * @param total the counter for all groups, which receives the same counts; null if this is that counter
     */
    LoadCounter(EventLoopClock time, @Nullable LoadCounter total) {
        this.time = time;
        this.total = total;
        accumulatedToNanos = time.nanoTime();
    }

    int running() {
        return running;
    }

    /** Adds {@code difference} slots, which may be negative. */
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

    /** Counts the end of an accepted request, that is, of one that was queued or running. */
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
