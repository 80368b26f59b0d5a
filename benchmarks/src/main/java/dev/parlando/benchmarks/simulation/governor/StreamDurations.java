package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

import java.util.random.RandomGenerator;

/**
 * Says how long the service speaks: 0.3 to 3 s, mostly about one, with a few that are much longer than the rest.
 *
 * @param random where chance comes from
 */
record StreamDurations(RandomGenerator random) {
    static final double MEAN_SECONDS = 1.13;

    private static final double SPREAD = 0.55;
    private static final double LEAST_SECONDS = 0.3;
    private static final double MOST_SECONDS = 3;

    long nextNanos() {
        double seconds = Math.exp(SPREAD * random.nextGaussian());
        return (long) (Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, seconds)) * NANOS_PER_SECOND);
    }
}
