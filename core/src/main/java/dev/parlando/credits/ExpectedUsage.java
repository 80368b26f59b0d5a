package dev.parlando.credits;

/**
 * Expected credits of one key per hour, and the limits above which an hour is a spike.
 *
 * <p>Two profiles are kept, one of the day and one of the week, and the one with the smaller error is used. That is
 * usually the weekly one for a key with weekends. For other keys it is the daily one, which has more samples per hour.
 *
 * <p>Threading: guarded by the lock of its {@link KeyMeter}.
 */
final class ExpectedUsage {
    private static final double DAILY_WEIGHT = 0.2;
    private static final double WEEKLY_WEIGHT = 0.5;

    /** Minimum ratio between the limit and the expected credits, independent of the scatter. */
    private static final double MIN_FACTOR = 2;

    /** Distance between the limit and the expected credits, in standard deviations. */
    private static final double DEVIATIONS = 5;

    private final SeasonalProfile daily = new SeasonalProfile(HourOfWeek.HOURS_PER_DAY, DAILY_WEIGHT);
    private final SeasonalProfile weekly = new SeasonalProfile(HourOfWeek.HOURS_PER_WEEK, WEEKLY_WEIGHT);

    /** Adds the credits spent in one hour. */
    void learn(int hourOfWeek, double credits) {
        daily.add(hourOfWeek, credits);
        weekly.add(hourOfWeek, credits);
    }

    private SeasonalProfile bestProfile() {
        return weekly.isReliable() && weekly.scatter() < daily.scatter() ? weekly : daily;
    }

    /** Returns the expected credits in an hour of the week. */
    double expectedCredits(int hourOfWeek) {
        return bestProfile().expected(hourOfWeek);
    }

    /** Returns the credits above which an hour is a spike. */
    double spikeLimit(int hourOfWeek) {
        SeasonalProfile profile = bestProfile();
        double high = profile.maxNear(hourOfWeek);
        double scatter = profile.scatter();
        return Math.max(MIN_FACTOR * high, high + DEVIATIONS * Math.sqrt(scatter * (high + scatter)));
    }

    /** Returns the expected credits of one day. */
    double creditsPerDay() {
        return daily.sum();
    }
}
