package dev.parlando.governor;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State of one limit at one moment. Values that the service has not reported are null. Immutable.
 *
 * @param keyFingerprint fingerprint of the key in use; all keys of an engine share its limits, as they do at the service.
 *     A shared governor lists the fingerprints of its engines, separated by commas
 * @param modelGroup the models that share the limit
 * @param limit number of requests of the governor's engines that may run concurrently; at least 1,
 *     unless it is a share of a fleet. A share counts the requests in flight, which it cannot cancel
 * @param inFlight number of requests that hold a permit; stays above a reduced limit until enough of them end
 * @param queued number of requests that wait for a permit
 * @param pausedNanos time for which no permit is granted because the service is busy; 0 if it is not
 * @param maximum last value of {@code maximum-concurrent-requests}
 * @param current last value of {@code current-concurrent-requests}
 * @param workspace last value of {@code workspace-concurrent-requests}
 * @param othersInUse estimated number of concurrent requests of other clients, smoothed; 0 while the limit is a
 *     share of a fleet
 * @param sampledNanos time of the last of these reports on the governor's clock; 0 if there was none
 * @param reason the reason for the current limit
 */
public record LimitSnapshot(
        String keyFingerprint,
        String modelGroup,
        int limit,
        int inFlight,
        int queued,
        long pausedNanos,
        @Nullable Integer maximum,
        @Nullable Integer current,
        @Nullable Integer workspace,
        double othersInUse,
        long sampledNanos,
        LimitReason reason)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public LimitSnapshot {
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        Objects.requireNonNull(modelGroup, "modelGroup");
        Objects.requireNonNull(reason, "reason");
    }
}
