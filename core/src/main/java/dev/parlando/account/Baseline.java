package dev.parlando.account;

/**
 * Knows how much a key usually spends in each hour of the week, and how far it strays from that.
 *
 * <p>Two profiles are kept, which follow growth at their own pace: one of the week, for weekends and weekly jobs, and one of the
 * day, which has learned something after one day. How far the key strays is one number, the scatter: squared deviations per
 * credit that was expected. Where requests come independently it is the size of a request (a compound Poisson process); bursts
 * make it larger.
 *
 * <p>Threading: guarded by the lock of its key.
 */
final class Baseline {
    /** How much newer weeks count than older ones, and newer days than older ones. */
    private static final double WEEKLY_WEIGHT = 0.5;

    private static final double DAILY_WEIGHT = 0.2;

    /** Deviations are forgotten over four weeks. */
    private static final double KEPT = 1 - 1.0 / (4 * HourOfWeek.WEEK);

    /** A limit is as many times what is expected at least, whatever the scatter. */
    private static final double LEAST_FACTOR = 2;

    /** A limit is as many standard deviations above what is expected. */
    private static final double DEVIATIONS = 8;

    private final float[] weekly = new float[HourOfWeek.WEEK];
    private final float[] daily = new float[HourOfWeek.DAY];
    private long hours;
    private double squaredDeviations;
    private double creditsOfDeviations;

    /** Learns what was spent in an hour. */
    void learn(int hourOfWeek, double credits) {
        if (hours >= HourOfWeek.WEEK) {
            double expected = expected(hourOfWeek);
            double deviation = credits - expected;
            squaredDeviations = squaredDeviations * KEPT + deviation * deviation;
            creditsOfDeviations = creditsOfDeviations * KEPT + (credits + expected) / 2;
        }
        follow(weekly, hourOfWeek, credits, WEEKLY_WEIGHT, hours / HourOfWeek.WEEK);
        follow(daily, HourOfWeek.ofDay(hourOfWeek), credits, DAILY_WEIGHT, hours / HourOfWeek.DAY);
        hours++;
    }

    /** Lets hours pass of which nothing is learned. */
    void skip(long count) {
        hours += Math.min(count, HourOfWeek.WEEK);
    }

    private static void follow(float[] profile, int place, double credits, double leastWeight, long seenBefore) {
        double weight = Math.max(leastWeight, 1.0 / (seenBefore + 1));
        profile[place] += (float) (weight * (credits - profile[place]));
    }

    /** Returns what is usually spent in that hour of the week. */
    double expected(int hourOfWeek) {
        return hours < HourOfWeek.WEEK ? daily[HourOfWeek.ofDay(hourOfWeek)] : weekly[hourOfWeek];
    }

    /** Returns beyond what an hour is a spike: far above all that is expected around that hour, on this day or others. */
    double limit(int hourOfWeek) {
        double high = Math.max(highest(weekly, hourOfWeek), highest(daily, HourOfWeek.ofDay(hourOfWeek)));
        double scatter = creditsOfDeviations == 0 ? 0 : squaredDeviations / creditsOfDeviations;
        return Math.max(LEAST_FACTOR * high, high + DEVIATIONS * Math.sqrt(scatter * (high + scatter)));
    }

    /** Returns the highest of an hour and its neighbours, since jobs start late and clocks are put forward. */
    private static double highest(float[] profile, int place) {
        int count = profile.length;
        float beside = Math.max(profile[(place + 1) % count], profile[(place + count - 1) % count]);
        return Math.max(profile[place], beside);
    }

    /** Returns what is spent in a usual day. */
    double creditsPerDay() {
        double sum = 0;
        for (float credits : daily) {
            sum += credits;
        }
        return sum;
    }
}
