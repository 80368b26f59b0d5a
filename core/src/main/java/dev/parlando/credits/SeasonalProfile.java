package dev.parlando.credits;

import java.util.Arrays;

/**
 * Expects in each hour of a day, or of a week, about what was spent at that hour before, and knows how well it has done so.
 *
 * <p>How far it was off is one number, the scatter: squared deviations per credit. Where requests come independently that is
 * the size of a request (a compound Poisson process); bursts make it larger.
 *
 * <p>Threading: guarded by the lock of its key.
 */
final class SeasonalProfile {
    /** Deviations are forgotten over four weeks. */
    private static final double DECAY = 1 - 1.0 / (4 * HourOfWeek.HOURS_PER_WEEK);

    private final float[] expected;
    private final double minWeight;
    private long hours;
    private double squaredDeviations;
    private double credits;

    /**
     * Makes a profile that has seen nothing.
     *
     * @param length of its period in hours
     * @param minWeight how much the latest period counts, beside all earlier ones
     */
    SeasonalProfile(int length, double minWeight) {
        expected = new float[length];
        Arrays.fill(expected, Float.NaN);
        this.minWeight = minWeight;
    }

    /** Learns what was spent in an hour. */
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

    /** Returns whether all of it was seen, and once more to know how well it does. */
    boolean isReliable() {
        return hours >= 2L * expected.length;
    }

    double scatter() {
        return credits == 0 ? 0 : squaredDeviations / credits;
    }

    /** Returns what is expected in that hour. */
    double expected(int hourOfWeek) {
        return valueAt(hourOfWeek);
    }

    /** Returns the highest that is expected in that hour or beside it, since jobs start late and clocks are put forward. */
    double maxNear(int hourOfWeek) {
        return Math.max(
                valueAt(hourOfWeek),
                Math.max(valueAt(hourOfWeek + 1), valueAt(hourOfWeek + HourOfWeek.HOURS_PER_WEEK - 1)));
    }

    private double valueAt(int hour) {
        float value = expected[hour % expected.length];
        return Float.isNaN(value) ? 0 : value;
    }

    /** Returns what is expected in a whole period. */
    double sum() {
        double sum = 0;
        for (int hour = 0; hour < expected.length; hour++) {
            sum += valueAt(hour);
        }
        return sum;
    }
}
