package dev.parlando.benchmarks.simulation.governor;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures a run: what was sent and refused, how much of the limit was used while work waited, and how long it waited.
 *
 * <p>Work waits from when it is offered until it is sent, and again from a refusal until it is sent again.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class Meter {
    private final VirtualTime time;
    private final ServiceModel service;
    private final Waits waits = new Waits();
    private final Set<Utterance> notStarted = new HashSet<>();
    private final Obedience obedience;
    private long sampledNanos;
    private double usedNanos;
    private double usableNanos;
    private int waiting;
    private int inFlight;
    private int sent;
    private int limited;
    private int limitedAtStart;
    private int failed;
    private int mostAboveLimit;

    Meter(VirtualTime time, ServiceModel service) {
        this.time = time;
        this.service = service;
        this.obedience = new Obedience(time);
        service.beforeChange(this::integrate);
    }

    /** Says whether the start is over and the end has not come. */
    boolean isWarm() {
        return time.nanos() >= Scenario.WARM_UP_NANOS && time.nanos() < Scenario.END_NANOS;
    }

    private void integrate() {
        long now = Math.min(time.nanos(), Scenario.END_NANOS);
        long since = Math.max(sampledNanos, Scenario.WARM_UP_NANOS);
        if (waiting > 0 && now > since) {
            usedNanos += (double) Math.min(service.running(), service.maximum()) * (now - since);
            usableNanos += (double) service.maximum() * (now - since);
        }
        sampledNanos = now;
    }

    void offered(Utterance utterance) {
        integrate();
        waiting++;
        notStarted.add(utterance);
    }

    void sent() {
        integrate();
        waiting--;
        inFlight++;
        if (isWarm()) {
            sent++;
            mostAboveLimit = Math.max(mostAboveLimit, inFlight - service.maximum());
        }
    }

    void started(Utterance utterance) {
        if (notStarted.remove(utterance)) {
            noteWait(utterance);
        }
    }

    private void noteWait(Utterance utterance) {
        if (time.nanos() >= Scenario.WARM_UP_NANOS) {
            waits.add(utterance.priority(), time.nanos() - utterance.offeredNanos());
        }
    }

    void headed(@Nullable ConcurrencyHead head) {
        if (head != null) {
            obedience.told(head.maximum(), inFlight);
        }
    }

    void ended() {
        leave();
    }

    void refused(Refused why) {
        integrate();
        waiting++;
        leave();
        if (why == Refused.CONCURRENT_LIMIT) {
            limited += isWarm() ? 1 : 0;
            limitedAtStart += time.nanos() < Scenario.WARM_UP_NANOS ? 1 : 0;
        }
    }

    private void leave() {
        inFlight--;
        obedience.inFlight(inFlight);
    }

    void failed(Utterance utterance) {
        integrate();
        waiting--;
        notStarted.remove(utterance);
        failed += isWarm() ? 1 : 0;
    }

    void limitHalved(int maximum) {
        obedience.halved(maximum, inFlight);
    }

    /** Returns what was measured; what never began to run has waited until now. */
    Figures figures(double leastShare, int permitsLeft) {
        notStarted.forEach(this::noteWait);
        return new Figures(
                sent,
                sent == 0 ? 0 : 100.0 * limited / sent,
                limitedAtStart,
                failed,
                usableNanos == 0 ? 100 : 100 * usedNanos / usableNanos,
                waits.seconds(50),
                waits.seconds(99),
                waits.liveSeconds(99),
                waits.longestPrefetchSeconds(),
                obedience.afterChangeSeconds(),
                obedience.afterToldSeconds(),
                100 * leastShare,
                mostAboveLimit,
                permitsLeft);
    }
}
