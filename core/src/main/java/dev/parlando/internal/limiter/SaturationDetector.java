package dev.parlando.internal.limiter;

import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.SaturationAlert;
import dev.parlando.governor.SaturationAlert.Cause;
import org.jspecify.annotations.Nullable;

/**
 * A detector of accounts that stay at their maximum, which also measures the use by this engine and by other clients.
 *
 * <p>Each response is a sample. An episode lasts while all samples show the maximum in use, and is reported once. A gap
 * between samples that is longer than the alert time ends the episode, since the use in the meantime is unknown.
 *
 * <p>Threading: guarded by the limiter's lock.
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
     * Adds a sample.
     *
     * @param oursInGroup number of this engine's requests of the group that the service may have counted
     * @param oursInAccount the same for all groups of the account
     * @return an alert if one is due, else null
     */
    @Nullable
    SaturationAlert addSample(
            ConcurrencyReport report, int oursInGroup, int oursInAccount, long nowNanos, LimitSnapshot now) {
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
        return saturated && !alerted && nowNanos - startNanos >= alertAfterNanos ? newAlert(nowNanos, now) : null;
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
