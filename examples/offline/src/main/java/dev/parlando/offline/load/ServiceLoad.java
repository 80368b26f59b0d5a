package dev.parlando.offline.load;

/**
 * A snapshot of the speech requests of the offline server, in one model group or in all. Immutable.
 *
 * <p>An accepted request is queued or running, or it has ended as served or broken off. Simulated requests of other
 * clients are not counted. {@link #utilizationSince} returns the utilisation between two snapshots.
 *
 * @param running number of requests that hold a slot, from its assignment until the last byte is written or the client
 *     has disconnected
 * @param highestRunning the highest number of requests that ever ran concurrently
 * @param queued number of requests that wait for a slot
 * @param served number of requests whose response was written completely
 * @param aborted number of requests that ended earlier, in the queue or while running
 * @param refusedConcurrent number of requests refused with {@code concurrent_limit_exceeded}
 * @param refusedBusy number of requests refused with {@code system_busy}
 * @param refusedRate number of requests refused with {@code rate_limit_exceeded}
 * @param runningNanos total running time of all requests
 * @param slotNanos total time for which slots were available, summed over all slots; each group counts from its first
 *     request
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
    /** Returns the load of a group without requests. */
    public static ServiceLoad empty() {
        return new ServiceLoad(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Returns the average utilisation of the slots since an earlier snapshot; 1 if all were in use. It is above 1 if
     * the limit was lowered while more requests were running. It is NaN if there was no slot.
     */
    public double utilizationSince(ServiceLoad earlier) {
        return (double) (runningNanos - earlier.runningNanos) / (slotNanos - earlier.slotNanos);
    }
}
