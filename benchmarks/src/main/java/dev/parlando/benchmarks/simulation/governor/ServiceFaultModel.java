package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.benchmarks.simulation.governor.GovernorScenario.Event;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which heads lose what they say of concurrency, and when the service is too busy for anybody.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class ServiceFaultModel {
    private static final double REFUSED_WHILE_BUSY = 0.5;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final GovernorScenario scenario;

    ServiceFaultModel(VirtualTime time, RandomGenerator random, GovernorScenario scenario) {
        this.time = time;
        this.random = random;
        this.scenario = scenario;
    }

    boolean countsQueued() {
        return scenario.countsQueued();
    }

    /** Says whether the service refuses this request out of its own need. */
    boolean refusesBusy() {
        return scenario.has(Event.BUSY_SPELL)
                && time.nanoTime() >= GovernorScenario.BUSY_FROM_NANOS
                && time.nanoTime() < GovernorScenario.BUSY_UNTIL_NANOS
                && random.nextDouble() < REFUSED_WHILE_BUSY;
    }

    /** Returns the head, or nothing if it is lost. */
    @Nullable
    ConcurrencyHeaders filter(ConcurrencyHeaders head) {
        boolean lost =
                time.nanoTime() >= scenario.headersLostFromNanos() && random.nextDouble() < scenario.headersLost();
        return lost ? null : head;
    }
}
