package dev.parlando.benchmarks.simulation.credits;

import java.util.Random;

/** A factor that varies with time. Its logarithm is autoregressive noise, AR(1), with one value per step. Immutable. */
final class Drift {
    private final double[] factors;
    private final long start;
    private final int stepMinutes;

    /**
     * Draws the factors of a whole simulation.
     *
     * @param spread the standard deviation of the logarithm
     * @param memory the correlation of one step with the next
     */
    Drift(Random random, long start, int stepMinutes, double spread, double memory) {
        this.start = Math.floorDiv(start, stepMinutes);
        this.stepMinutes = stepMinutes;
        factors = new double[(SimulationCalendar.DAYS + 2) * SimulationCalendar.DAY / stepMinutes];
        double state = random.nextGaussian();
        for (int i = 0; i < factors.length; i++) {
            factors[i] = Math.exp(spread * state - spread * spread / 2);
            state = memory * state + Math.sqrt(1 - memory * memory) * random.nextGaussian();
        }
    }

    double at(long minute) {
        return factors[(int) (Math.floorDiv(minute, stepMinutes) - start)];
    }
}
