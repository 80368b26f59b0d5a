package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.benchmarks.simulation.governor.GovernorScenario.Event;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The random disturbances of the service: lost concurrency headers and periods of overload.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
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

    /** Returns whether the service refuses this request because it is overloaded. */
    boolean refusesBusy() {
        return scenario.has(Event.BUSY_SPELL)
                && time.nanoTime() >= GovernorScenario.BUSY_FROM_NANOS
                && time.nanoTime() < GovernorScenario.BUSY_UNTIL_NANOS
                && random.nextDouble() < REFUSED_WHILE_BUSY;
    }

    /** Returns the concurrency headers, or null if they are lost. */
    @Nullable
    ConcurrencyHeaders filter(ConcurrencyHeaders head) {
        boolean lost =
                time.nanoTime() >= scenario.headersLostFromNanos() && random.nextDouble() < scenario.headersLost();
        return lost ? null : head;
    }
}
