package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.benchmarks.simulation.governor.Scenario.Trouble;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which heads lose what they say of concurrency, and when the service is too busy for anybody.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class Weather {
    private static final double REFUSED_WHILE_BUSY = 0.5;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final Scenario scenario;

    Weather(VirtualTime time, RandomGenerator random, Scenario scenario) {
        this.time = time;
        this.random = random;
        this.scenario = scenario;
    }

    boolean countsQueued() {
        return scenario.countsQueued();
    }

    /** Says whether the service refuses this request out of its own need. */
    boolean isBusy() {
        return scenario.has(Trouble.BUSY_SPELL)
                && time.nanos() >= Scenario.BUSY_FROM_NANOS
                && time.nanos() < Scenario.BUSY_UNTIL_NANOS
                && random.nextDouble() < REFUSED_WHILE_BUSY;
    }

    /** Returns the head, or nothing if it is lost. */
    @Nullable
    ConcurrencyHead pass(ConcurrencyHead head) {
        boolean lost = time.nanos() >= scenario.headsLostFromNanos() && random.nextDouble() < scenario.headsLost();
        return lost ? null : head;
    }
}
