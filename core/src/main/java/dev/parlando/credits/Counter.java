package dev.parlando.credits;

import dev.parlando.credits.CreditWatch.Finding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes uses of the readings of a key's own counter at the service, which begins again with each billing period.
 *
 * <p>Threading: guarded by the lock of its key.
 */
final class Counter {
    private final CreditWatch watch;
    private long lastSecond;
    private long lastCount;
    private @Nullable Tally tally;

    Counter(CreditMeterSettings settings, Instant at, long count) {
        lastSecond = HourOfWeek.second(at);
        lastCount = count;
        watch = new CreditWatch(settings, lastSecond);
    }

    /** Returns what was read, or null if nothing was used since the first reading. */
    @Nullable
    Tally tally() {
        return tally;
    }

    @Nullable
    Finding read(Instant at, long count, boolean saidToBeIdle) {
        long second = HourOfWeek.second(at);
        if (second <= lastSecond) {
            return null; // It overtook, or was overtaken by, another; the next one tells.
        }
        long used = usedSinceLast(count);
        if (used > 0) {
            tally = tally == null ? new Tally(at) : tally;
            tally.add(at, used, false);
        }
        Finding finding = spread(second, used, saidToBeIdle);
        lastSecond = second;
        lastCount = count;
        return finding;
    }

    /** A count that fell by more than half began again; one that fell a little was corrected. */
    private long usedSinceLast(long count) {
        return count >= lastCount ? count - lastCount : count < lastCount / 2 ? count : 0;
    }

    /** Spreads what was used since the last reading evenly over the time between, or the last week of it. */
    private @Nullable Finding spread(long second, long used, boolean saidToBeIdle) {
        long passed = second - lastSecond;
        long parts = Math.min((passed + HourOfWeek.SECONDS - 1) / HourOfWeek.SECONDS, HourOfWeek.WEEK);
        double secondsOfPart = parts < HourOfWeek.WEEK ? (double) passed / parts : HourOfWeek.SECONDS;
        double usedInPart = used * secondsOfPart / passed;
        if (parts == HourOfWeek.WEEK && used > 0) {
            watch.usedUntil(second - parts * HourOfWeek.SECONDS);
        }
        Finding first = null;
        for (long part = parts; part > 0; part--) {
            long middle = Math.round(second - (part - 0.5) * secondsOfPart);
            Finding finding = watch.add(middle, usedInPart, saidToBeIdle);
            first = first == null ? finding : first;
        }
        return first;
    }
}
