package dev.parlando.internal.limiter;

import dev.parlando.error.ServiceError;
import dev.parlando.governor.Admission;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.LimitChange;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Pause;
import dev.parlando.governor.SaturationAlert;
import dev.parlando.internal.event.Events;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells the users what happens at one gate: listeners all of it, the log what makes no sense, once.
 *
 * <p>Threading: guarded by the gate's lock. It makes nothing that nobody hears.
 */
final class Announcer {
    private static final System.Logger LOG = System.getLogger(Announcer.class.getName());

    private final Events<GovernorListener> events;
    private final LongFunction<LimitSnapshot> snapshotAt;
    private boolean problemTold;

    /** Makes an announcer that gets the state of its gate from the given function of the time in nanoseconds. */
    Announcer(Events<GovernorListener> events, LongFunction<LimitSnapshot> snapshotAt) {
        this.events = events;
        this.snapshotAt = snapshotAt;
    }

    void admitted(Ticket ticket, long nowNanos) {
        if (events.isHeard()) {
            Admission told =
                    new Admission(ticket.priority, nowNanos - ticket.firstEnteredNanos, snapshotAt.apply(nowNanos));
            events.tell(listener -> listener.onAdmitted(told));
        }
    }

    void limitWas(int limitBefore, int limitNow, long nowNanos) {
        if (limitBefore != limitNow && events.isHeard()) {
            LimitChange change = new LimitChange(limitBefore, snapshotAt.apply(nowNanos));
            events.tell(listener -> listener.onLimitChanged(change));
        }
    }

    void paused(@Nullable ServiceError said, long leftNanos, long nowNanos) {
        if (events.isHeard()) {
            Pause pause = new Pause(reasonOf(said), leftNanos, snapshotAt.apply(nowNanos));
            events.tell(listener -> listener.onPaused(pause));
        }
    }

    private static String reasonOf(@Nullable ServiceError said) {
        String reason = said == null ? null : said.status() != null ? said.status() : said.code();
        return reason == null ? "no capacity" : reason;
    }

    void responded(ConcurrencyReport report, LimitSnapshot now, @Nullable SaturationAlert alert) {
        events.tell(listener -> listener.onResponse(now));
        if (alert != null) {
            events.tell(listener -> listener.onSaturated(alert));
        }
        if (report.problem() != null && !problemTold) {
            problemTold = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what the service says of its limits for {0} makes no sense, and is used as far as it does: {1}"
                            + " (told once)",
                    now.modelGroup(),
                    report.problem());
        }
    }
}
