package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.SaturationAlert;
import dev.parlando.governor.SaturationAlert.Cause;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the account stays at its maximum, and who uses it.
 *
 * <p>Every answer is a sample; an episode lasts as long as all of them say that the maximum is in use, and is told once. A
 * gap without any answer that is longer than the time to alert ends it, since nobody knows what happened meanwhile.
 *
 * <p>Threading: guarded by the gate's lock.
 */
final class SaturationWatch {
    private final long alertAfterNanos;
    private boolean pinned;
    private boolean told;
    private long sinceNanos;
    private long lastNanos;
    private long samples;
    private long ours;
    private long others;

    SaturationWatch(long alertAfterNanos) {
        this.alertAfterNanos = alertAfterNanos;
    }

    /**
     * Takes a sample.
     *
     * @param oursInGroup how many of our requests of the group the service may have counted
     * @param oursInAccount the same for all groups of the account
     * @return an alert if it is time for one, else null
     */
    @Nullable
    SaturationAlert sample(
            ConcurrencyReport report, int oursInGroup, int oursInAccount, long nowNanos, Supplier<LimitSnapshot> now) {
        Integer current = report.current();
        Integer maximum = report.maximum();
        if (current == null || maximum == null) {
            return null;
        }
        int oursInUse = Math.min(oursInGroup, current);
        int othersInUse = report.others(oursInGroup, oursInAccount);
        boolean allInUse = oursInUse + othersInUse >= maximum;
        boolean gap = pinned && nowNanos - lastNanos > alertAfterNanos;
        lastNanos = nowNanos;
        if (!allInUse || gap) {
            pinned = false;
        }
        if (allInUse) {
            add(oursInUse, othersInUse, nowNanos);
        }
        return pinned && !told && nowNanos - sinceNanos >= alertAfterNanos ? alert(nowNanos, now.get()) : null;
    }

    private void add(int oursInUse, int othersInUse, long nowNanos) {
        if (!pinned) {
            pinned = true;
            told = false;
            sinceNanos = nowNanos;
            samples = 0;
            ours = 0;
            others = 0;
        }
        samples++;
        ours += oursInUse;
        others += othersInUse;
    }

    private SaturationAlert alert(long nowNanos, LimitSnapshot now) {
        told = true;
        Cause cause = others > ours ? Cause.SOMEBODY_ELSE : Cause.US;
        return new SaturationAlert(
                nowNanos - sinceNanos, (double) ours / samples, (double) others / samples, cause, now);
    }
}
