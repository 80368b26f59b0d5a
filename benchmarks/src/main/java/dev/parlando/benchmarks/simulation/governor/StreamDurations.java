package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

import java.util.random.RandomGenerator;

/**
 * A generator of stream durations. They are log-normal with a median of one second, limited to 0.3 to 3 s.
 *
 * @param random the source of randomness
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
