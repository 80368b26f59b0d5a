package dev.parlando.internal.limiter;

import dev.parlando.error.ServiceError;
import dev.parlando.governor.Admission;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitChange;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Pause;
import dev.parlando.governor.SaturationAlert;
import dev.parlando.internal.event.EventDispatcher;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A reporter of the events of one limiter. Listeners receive all events; invalid response headers are logged once.
 *
 * <p>Threading: guarded by the limiter's lock. It creates no event objects while there are no listeners.
 */
final class LimiterEvents {
    private static final System.Logger LOG = System.getLogger(LimiterEvents.class.getName());

    private final SaturationDetector saturationDetector;
    private final EventDispatcher<GovernorListener> dispatcher;
    private final LongFunction<LimitSnapshot> snapshotAt;
    private boolean problemLogged;

    /**
     * Creates an instance that reads the limiter's state from {@code snapshotAt}, a function of the time in
     * nanoseconds.
     */
    LimiterEvents(
            GovernorSettings settings,
            EventDispatcher<GovernorListener> dispatcher,
            LongFunction<LimitSnapshot> snapshotAt) {
        this.saturationDetector = new SaturationDetector(settings.alertAfter().toNanos());
        this.dispatcher = dispatcher;
        this.snapshotAt = snapshotAt;
    }

    void onAdmitted(PermitRequest request, long nowNanos) {
        if (dispatcher.hasListeners()) {
            Admission admission =
                    new Admission(request.priority, nowNanos - request.submittedNanos, snapshotAt.apply(nowNanos));
            dispatcher.dispatch(listener -> listener.onAdmitted(admission));
        }
    }

    void onQueued(long nowNanos) {
        if (dispatcher.hasListeners()) {
            LimitSnapshot snapshot = snapshotAt.apply(nowNanos);
            dispatcher.dispatch(listener -> listener.onQueued(snapshot));
        }
    }

    void onReturned(long nowNanos) {
        if (dispatcher.hasListeners()) {
            LimitSnapshot snapshot = snapshotAt.apply(nowNanos);
            dispatcher.dispatch(listener -> listener.onReturned(snapshot));
        }
    }

    void onLimit(int limitBefore, int limitNow, long nowNanos) {
        if (limitBefore != limitNow && dispatcher.hasListeners()) {
            LimitChange change = new LimitChange(limitBefore, snapshotAt.apply(nowNanos));
            dispatcher.dispatch(listener -> listener.onLimitChanged(change));
        }
    }

    void onPaused(@Nullable ServiceError error, long leftNanos, long nowNanos) {
        if (dispatcher.hasListeners()) {
            Pause pause = new Pause(reasonOf(error), leftNanos, snapshotAt.apply(nowNanos));
            dispatcher.dispatch(listener -> listener.onPaused(pause));
        }
    }

    private static String reasonOf(@Nullable ServiceError error) {
        String reason = error == null ? null : error.status() != null ? error.status() : error.code();
        return reason == null ? "no capacity" : reason;
    }

    void onResponse(
            ConcurrencyReport report, int oursInGroup, int oursInAccount, LimitSnapshot snapshot, long nowNanos) {
        SaturationAlert alert = saturationDetector.addSample(report, oursInGroup, oursInAccount, nowNanos, snapshot);
        dispatcher.dispatch(listener -> listener.onResponse(snapshot));
        if (alert != null) {
            dispatcher.dispatch(listener -> listener.onSaturated(alert));
        }
        if (report.problem() != null && !problemLogged) {
            problemLogged = true;
            dispatcher.log(() -> LOG.log(
                    System.Logger.Level.WARNING,
                    "the limits that the service reports for {0} are invalid, and only the valid values are used: {1}"
                            + " (logged once)",
                    snapshot.modelGroup(),
                    report.problem()));
        }
    }
}
