package dev.parlando.audio.telephony.rtp;

/**
 * The latest sender reports with the times at which they were sent. The peer names the report that it saw last, so that the
 * round trip needs no wall clock, which may be set in between.
 *
 * <p>Threading: confined to the pace thread.
 */
final class SentReports {
    /** The time since a report that is not known. */
    static final long UNKNOWN = -1;

    /** The peer may name an earlier report if a newer one is in flight or was lost. */
    private static final int KEPT = 4;

    private final int[] ntp = new int[KEPT];
    private final long[] nanos = new long[KEPT];
    private int count;

    /** Stores a report by the middle 32 bits of its NTP time, together with the monotonic time. */
    void add(int compactNtp, long nowNanos) {
        ntp[count % KEPT] = compactNtp;
        nanos[count % KEPT] = nowNanos;
        count++;
    }

    /** Returns the time since a report was sent, or {@link #UNKNOWN}. */
    long nanosSince(int compactNtp, long nowNanos) {
        for (int i = 1; i <= Math.min(count, KEPT); i++) {
            int at = Math.floorMod(count - i, KEPT);
            if (ntp[at] == compactNtp) {
                return Math.max(0, nowNanos - nanos[at]);
            }
        }
        return UNKNOWN;
    }
}
