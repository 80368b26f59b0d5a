package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_MILLI;
import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

import java.util.random.RandomGenerator;

/**
 * The random delay after a refusal. Its upper bound is half a second and doubles with each refusal, up to ten seconds.
 *
 * @param random the source of randomness
 */
record ClientBackoff(RandomGenerator random) {
    private static final long BASE_NANOS = 500 * NANOS_PER_MILLI;
    private static final long CAP_NANOS = 10 * NANOS_PER_SECOND;
    private static final int MOST_DOUBLINGS = 5;

    long nanos(int refusals) {
        return random.nextLong(Math.min(CAP_NANOS, BASE_NANOS << Math.min(refusals - 1, MOST_DOUBLINGS)));
    }
}
