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
final class Profile {
    /** Deviations are forgotten over four weeks. */
    private static final double KEPT = 1 - 1.0 / (4 * HourOfWeek.WEEK);

    private final float[] expected;
    private final double leastWeight;
    private long hours;
    private double squaredDeviations;
    private double credits;

    /**
     * Makes a profile that has seen nothing.
     *
     * @param length of its period in hours
     * @param leastWeight how much the latest period counts, beside all earlier ones
     */
    Profile(int length, double leastWeight) {
        expected = new float[length];
        Arrays.fill(expected, Float.NaN);
        this.leastWeight = leastWeight;
    }

    /** Learns what was spent in an hour. */
    void learn(int hourOfWeek, double spent) {
        int place = hourOfWeek % expected.length;
        if (Float.isNaN(expected[place])) {
            expected[place] = (float) spent;
        } else {
            double deviation = spent - expected[place];
            squaredDeviations = squaredDeviations * KEPT + deviation * deviation;
            credits = credits * KEPT + (spent + expected[place]) / 2;
            double weight = Math.max(leastWeight, (double) expected.length / (hours + expected.length));
            expected[place] += (float) (weight * deviation);
        }
        hours++;
    }

    /** Returns whether all of it was seen, and once more to know how well it does. */
    boolean isTried() {
        return hours >= 2L * expected.length;
    }

    double scatter() {
        return credits == 0 ? 0 : squaredDeviations / credits;
    }

    /** Returns what is expected in that hour. */
    double expected(int hourOfWeek) {
        return at(hourOfWeek);
    }

    /** Returns the highest that is expected in that hour or beside it, since jobs start late and clocks are put forward. */
    double highest(int hourOfWeek) {
        return Math.max(at(hourOfWeek), Math.max(at(hourOfWeek + 1), at(hourOfWeek + HourOfWeek.WEEK - 1)));
    }

    private double at(int hour) {
        float value = expected[hour % expected.length];
        return Float.isNaN(value) ? 0 : value;
    }

    /** Returns what is expected in a whole period. */
    double sum() {
        double sum = 0;
        for (int hour = 0; hour < expected.length; hour++) {
            sum += at(hour);
        }
        return sum;
    }
}
