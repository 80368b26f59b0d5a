package dev.parlando.credits;

import dev.parlando.credits.UsageAnomalyDetector.Finding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Converts readings of the service's own counter for a key into uses. The counter restarts with each billing period.
 *
 * <p>Threading: guarded by the lock of its {@link KeyMeter}.
 */
final class UsageCounter {
    private final UsageAnomalyDetector detector;
    private long lastSecond;
    private long lastCount;
    private @Nullable UsageTotals totals;

    UsageCounter(CreditMeterSettings settings, Instant time, long count) {
        lastSecond = HourOfWeek.epochSecond(time);
        lastCount = count;
        detector = new UsageAnomalyDetector(settings, lastSecond);
    }

    /** Returns the totals, or null if nothing was used since the first reading. */
    @Nullable
    UsageTotals totals() {
        return totals;
    }

    @Nullable
    Finding read(Instant time, long count, boolean expectedIdle) {
        long second = HourOfWeek.epochSecond(time);
        if (second <= lastSecond) {
            return null; // Out of order with another reading; the next one includes its use.
        }
        long used = usedSinceLast(count);
        if (used > 0) {
            totals = totals == null ? new UsageTotals(time) : totals;
            totals.add(time, used, false);
        }
        Finding finding = spreadOverHours(second, used, expectedIdle);
        lastSecond = second;
        lastCount = count;
        return finding;
    }

    /** Treats a drop by more than half as a restart, and a smaller drop as a correction. */
    private long usedSinceLast(long count) {
        return count >= lastCount ? count - lastCount : count < lastCount / 2 ? count : 0;
    }

    /** Spreads the credits used since the last reading evenly over the time between, and adds at most the last week. */
    private @Nullable Finding spreadOverHours(long second, long used, boolean expectedIdle) {
        long passed = second - lastSecond;
        long intervals = Math.min(
                (passed + HourOfWeek.SECONDS_PER_HOUR - 1) / HourOfWeek.SECONDS_PER_HOUR, HourOfWeek.HOURS_PER_WEEK);
        double intervalSeconds =
                intervals < HourOfWeek.HOURS_PER_WEEK ? (double) passed / intervals : HourOfWeek.SECONDS_PER_HOUR;
        double intervalCredits = used * intervalSeconds / passed;
        if (intervals == HourOfWeek.HOURS_PER_WEEK && used > 0) {
            detector.markUsedUntil(second - intervals * HourOfWeek.SECONDS_PER_HOUR);
        }
        Finding first = null;
        for (long interval = intervals; interval > 0; interval--) {
            long middle = Math.round(second - (interval - 0.5) * intervalSeconds);
            Finding finding = detector.add(middle, intervalCredits, expectedIdle);
            first = first == null ? finding : first;
        }
        return first;
    }
}
