package dev.parlando.benchmarks.simulation.governor;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of a run: requests sent and refused, the used share of the limit while utterances were queued, and
 * their waiting time.
 *
 * <p>An utterance waits from its offer until it is sent, and again from a refusal until it is sent again.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
 */
final class RunMeter {
    private final VirtualTime time;
    private final ServiceModel service;
    private final WaitHistogram waits = new WaitHistogram();
    private final Set<SimulatedUtterance> notStarted = new HashSet<>();
    private final LimitChangeLag limitChangeLag;
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

    RunMeter(VirtualTime time, ServiceModel service) {
        this.time = time;
        this.service = service;
        this.limitChangeLag = new LimitChangeLag(time);
        service.beforeChange(this::integrate);
    }

    /** Returns whether the warm-up is over and the scenario has not ended. */
    boolean isMeasuring() {
        return time.nanoTime() >= GovernorScenario.WARM_UP_NANOS && time.nanoTime() < GovernorScenario.END_NANOS;
    }

    private void integrate() {
        long now = Math.min(time.nanoTime(), GovernorScenario.END_NANOS);
        long since = Math.max(sampledNanos, GovernorScenario.WARM_UP_NANOS);
        if (waiting > 0 && now > since) {
            usedNanos += (double) Math.min(service.running(), service.maximum()) * (now - since);
            usableNanos += (double) service.maximum() * (now - since);
        }
        sampledNanos = now;
    }

    void offered(SimulatedUtterance utterance) {
        integrate();
        waiting++;
        notStarted.add(utterance);
    }

    void sent() {
        integrate();
        waiting--;
        inFlight++;
        if (isMeasuring()) {
            sent++;
            mostAboveLimit = Math.max(mostAboveLimit, inFlight - service.maximum());
        }
    }

    void started(SimulatedUtterance utterance) {
        if (notStarted.remove(utterance)) {
            recordWait(utterance);
        }
    }

    private void recordWait(SimulatedUtterance utterance) {
        if (time.nanoTime() >= GovernorScenario.WARM_UP_NANOS) {
            waits.add(utterance.priority(), time.nanoTime() - utterance.offeredNanos());
        }
    }

    void headersReceived(@Nullable ConcurrencyHeaders head) {
        if (head != null) {
            limitChangeLag.limitReported(head.maximum(), inFlight);
        }
    }

    void ended() {
        requestEnded();
    }

    void refused(RefusalReason why) {
        integrate();
        waiting++;
        requestEnded();
        if (why == RefusalReason.CONCURRENT_LIMIT) {
            limited += isMeasuring() ? 1 : 0;
            limitedAtStart += time.nanoTime() < GovernorScenario.WARM_UP_NANOS ? 1 : 0;
        }
    }

    private void requestEnded() {
        inFlight--;
        limitChangeLag.inFlightChanged(inFlight);
    }

    void failed(SimulatedUtterance utterance) {
        integrate();
        waiting--;
        notStarted.remove(utterance);
        failed += isMeasuring() ? 1 : 0;
    }

    void limitHalved(int maximum) {
        limitChangeLag.halved(maximum, inFlight);
    }

    /** Returns the figures. An utterance that never started counts as waiting until now. */
    RunMetrics figures(double leastShare, int permitsLeft) {
        notStarted.forEach(this::recordWait);
        return new RunMetrics(
                sent,
                sent == 0 ? 0 : 100.0 * limited / sent,
                limitedAtStart,
                failed,
                usableNanos == 0 ? 100 : 100 * usedNanos / usableNanos,
                waits.seconds(50),
                waits.seconds(99),
                waits.liveSeconds(99),
                waits.longestPrefetchSeconds(),
                limitChangeLag.afterChangeSeconds(),
                limitChangeLag.afterReportSeconds(),
                100 * leastShare,
                mostAboveLimit,
                permitsLeft);
    }
}
