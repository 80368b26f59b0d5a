package dev.parlando.offline.load;

/**
 * Tells what the offline server does and has done for requests for speech, in one model group or in all. Immutable.
 *
 * <p>A request that was let in is queued or running, or it has ended as served or broken off. Those of simulated others
 * are not counted. How well the limit was used between two samples is {@link #utilizationSince}.
 *
 * @param running how many have a slot now: from admission until the last byte is written or the client is gone
 * @param highestRunning the most that ever ran at once
 * @param queued how many wait for a slot now
 * @param served how many were answered to the last byte
 * @param aborted how many ended before that, in the queue or later
 * @param refusedConcurrent how many were refused with {@code concurrent_limit_exceeded}
 * @param refusedBusy how many were refused with {@code system_busy}
 * @param refusedRate how many were refused with {@code rate_limit_exceeded}
 * @param runningNanos time spent running, of all requests together
 * @param slotNanos time that slots were there to be used, of all slots together, each group from its first request on
 */
public record ServiceLoad(
        int running,
        int highestRunning,
        int queued,
        long served,
        long aborted,
        long refusedConcurrent,
        long refusedBusy,
        long refusedRate,
        long runningNanos,
        long slotNanos) {
    /** Returns the load of a group that nobody has used. */
    public static ServiceLoad empty() {
        return new ServiceLoad(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Returns which part of the slots was used, on average, since an earlier sample: 1 if all of them were. It is more
     * than 1 if the limit was lowered while more were running, and not a number if there was no slot.
     */
    public double utilizationSince(ServiceLoad earlier) {
        return (double) (runningNanos - earlier.runningNanos) / (slotNanos - earlier.slotNanos);
    }
}
