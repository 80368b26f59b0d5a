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
final class SaturationDetector {
    private final long alertAfterNanos;
    private boolean saturated;
    private boolean alerted;
    private long startNanos;
    private long lastSampleNanos;
    private long samples;
    private long ours;
    private long others;

    SaturationDetector(long alertAfterNanos) {
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
    SaturationAlert addSample(
            ConcurrencyReport report, int oursInGroup, int oursInAccount, long nowNanos, Supplier<LimitSnapshot> now) {
        Integer current = report.current();
        Integer maximum = report.maximum();
        if (current == null || maximum == null) {
            return null;
        }
        int oursInUse = Math.min(oursInGroup, current);
        int othersInUse = report.othersInUse(oursInGroup, oursInAccount);
        boolean allInUse = oursInUse + othersInUse >= maximum;
        boolean gap = saturated && nowNanos - lastSampleNanos > alertAfterNanos;
        lastSampleNanos = nowNanos;
        if (!allInUse || gap) {
            saturated = false;
        }
        if (allInUse) {
            accumulate(oursInUse, othersInUse, nowNanos);
        }
        return saturated && !alerted && nowNanos - startNanos >= alertAfterNanos ? newAlert(nowNanos, now.get()) : null;
    }

    private void accumulate(int oursInUse, int othersInUse, long nowNanos) {
        if (!saturated) {
            saturated = true;
            alerted = false;
            startNanos = nowNanos;
            samples = 0;
            ours = 0;
            others = 0;
        }
        samples++;
        ours += oursInUse;
        others += othersInUse;
    }

    private SaturationAlert newAlert(long nowNanos, LimitSnapshot now) {
        alerted = true;
        Cause cause = others > ours ? Cause.OTHERS : Cause.THIS_ENGINE;
        return new SaturationAlert(
                nowNanos - startNanos, (double) ours / samples, (double) others / samples, cause, now);
    }
}
