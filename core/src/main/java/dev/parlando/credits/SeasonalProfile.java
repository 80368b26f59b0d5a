package dev.parlando.credits;

import java.util.Arrays;

/**
 * Expected credits for each hour of a day or a week, from the same hours before, and a measure of the error.
 *
 * <p>The error measure is the scatter: squared deviations per credit. For independent requests it equals the size of a
 * request (a compound Poisson process); bursts make it larger.
 *
 * <p>Threading: guarded by the lock of its {@link KeyMeter}.
 */
final class SeasonalProfile {
    /** Decay factor per hour; deviations are forgotten over four weeks. */
    private static final double DECAY = 1 - 1.0 / (4 * HourOfWeek.HOURS_PER_WEEK);

    private final float[] expected;
    private final double minWeight;
    private long hours;
    private double squaredDeviations;
    private double credits;

    /**
     * Creates a profile without samples.
     *
     * @param length length of its period in hours
     * @param minWeight minimum weight of the latest period relative to all earlier ones
     */
    SeasonalProfile(int length, double minWeight) {
        expected = new float[length];
        Arrays.fill(expected, Float.NaN);
        this.minWeight = minWeight;
    }

    /** Adds the credits spent in one hour. */
    void add(int hourOfWeek, double usedCredits) {
        int slot = hourOfWeek % expected.length;
        if (Float.isNaN(expected[slot])) {
            expected[slot] = (float) usedCredits;
        } else {
            double deviation = usedCredits - expected[slot];
            squaredDeviations = squaredDeviations * DECAY + deviation * deviation;
            credits = credits * DECAY + (usedCredits + expected[slot]) / 2;
            double weight = Math.max(minWeight, (double) expected.length / (hours + expected.length));
            expected[slot] += (float) (weight * deviation);
        }
        hours++;
    }

    /** Returns whether two full periods were seen: one to learn and one to measure the error. */
    boolean isReliable() {
        return hours >= 2L * expected.length;
    }

    double scatter() {
        return credits == 0 ? 0 : squaredDeviations / credits;
    }

    /** Returns the expected credits in an hour of the week. */
    double expected(int hourOfWeek) {
        return valueAt(hourOfWeek);
    }

    /** Returns the maximum over the hour and its two neighbours, since jobs start late and clocks change. */
    double maxNear(int hourOfWeek) {
        return Math.max(
                valueAt(hourOfWeek),
                Math.max(valueAt(hourOfWeek + 1), valueAt(hourOfWeek + HourOfWeek.HOURS_PER_WEEK - 1)));
    }

    private double valueAt(int hour) {
        float value = expected[hour % expected.length];
        return Float.isNaN(value) ? 0 : value;
    }

    /** Returns the expected credits of a whole period. */
    double sum() {
        double sum = 0;
        for (int hour = 0; hour < expected.length; hour++) {
            sum += valueAt(hour);
        }
        return sum;
    }
}
