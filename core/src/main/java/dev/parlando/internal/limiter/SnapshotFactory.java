package dev.parlando.internal.limiter;

import dev.parlando.governor.GroupDemand;
import dev.parlando.governor.LimitSnapshot;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A factory of the snapshots of a limiter. It stores the name of the group and the last report of the service.
 *
 * <p>Threading: guarded by the limiter's lock.
 */
final class SnapshotFactory {
    private final Supplier<String> keyFingerprint;
    private final LimitPolicy policy;
    private final Backoff backoff;
    private final PermitQueue queue;
    private String modelGroup;
    private ConcurrencyReport lastReport = ConcurrencyReport.NONE;
    private long lastReportNanos;
    private long refusals;

    SnapshotFactory(
            Supplier<String> keyFingerprint,
            String modelGroup,
            LimitPolicy policy,
            Backoff backoff,
            PermitQueue queue) {
        this.keyFingerprint = keyFingerprint;
        this.modelGroup = modelGroup;
        this.policy = policy;
        this.backoff = backoff;
        this.queue = queue;
    }

    void setModelGroup(String newModelGroup) {
        modelGroup = newModelGroup;
    }

    String modelGroup() {
        return modelGroup;
    }

    /** Called when the service refuses a request because too many are running. */
    void onRefused() {
        refusals++;
    }

    /** Stores a report, unless it is empty. */
    void onReport(ConcurrencyReport report, long nowNanos) {
        if (report.current() != null || report.maximum() != null || report.workspace() != null) {
            lastReport = report;
            lastReportNanos = nowNanos;
        }
    }

    /** Returns the time after which a request may get a permit. */
    Duration retryAfter(long nowNanos) {
        Duration paused = Duration.ofNanos(backoff.remainingNanos(nowNanos));
        Duration queued = queue.estimateWait(Math.max(1, policy.limit()));
        return paused.compareTo(queued) > 0 ? paused : queued;
    }

    GroupDemand createDemand(int maxLimit, int inFlight, long nowNanos) {
        return new GroupDemand(
                modelGroup,
                policy.limit(),
                maxLimit,
                inFlight,
                queue.sizes(),
                backoff.remainingNanos(nowNanos),
                lastReport.maximum(),
                lastReportNanos,
                refusals);
    }

    /** Returns the limit; permits in flight beyond a share belong to this governor until they are returned. */
    int limit(int inFlight) {
        return policy.isShared() ? Math.max(policy.limit(), inFlight) : policy.limit();
    }

    LimitSnapshot create(int inFlight, long nowNanos) {
        return new LimitSnapshot(
                keyFingerprint.get(),
                modelGroup,
                limit(inFlight),
                inFlight,
                queue.size(),
                backoff.remainingNanos(nowNanos),
                lastReport.maximum(),
                lastReport.current(),
                lastReport.workspace(),
                policy.othersInUse(),
                lastReportNanos,
                policy.reason());
    }
}
