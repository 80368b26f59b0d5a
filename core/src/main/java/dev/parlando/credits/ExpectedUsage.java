package dev.parlando.credits;

/**
 * Knows how much a key usually spends, and beyond what it is too much.
 *
 * <p>Two profiles are kept, one of the day and one of the week; the one that has been less off is believed: as a rule that of
 * the week for a key with weekends, and that of the day, which knows more days, for others.
 *
 * <p>Threading: guarded by the lock of its key.
 */
final class ExpectedUsage {
    private static final double DAILY_WEIGHT = 0.2;
    private static final double WEEKLY_WEIGHT = 0.5;

    /** A limit is as many times what is expected at least, whatever the scatter. */
    private static final double MIN_FACTOR = 2;

    /** A limit is as many standard deviations above what is expected. */
    private static final double DEVIATIONS = 5;

    private final SeasonalProfile daily = new SeasonalProfile(HourOfWeek.HOURS_PER_DAY, DAILY_WEIGHT);
    private final SeasonalProfile weekly = new SeasonalProfile(HourOfWeek.HOURS_PER_WEEK, WEEKLY_WEIGHT);

    /** Learns what was spent in an hour. */
    void learn(int hourOfWeek, double credits) {
        daily.add(hourOfWeek, credits);
        weekly.add(hourOfWeek, credits);
    }

    private SeasonalProfile bestProfile() {
        return weekly.isReliable() && weekly.scatter() < daily.scatter() ? weekly : daily;
    }

    /** Returns what is usually spent in that hour of the week. */
    double expectedCredits(int hourOfWeek) {
        return bestProfile().expected(hourOfWeek);
    }

    /** Returns beyond what an hour is a spike. */
    double spikeLimit(int hourOfWeek) {
        SeasonalProfile profile = bestProfile();
        double high = profile.maxNear(hourOfWeek);
        double scatter = profile.scatter();
        return Math.max(MIN_FACTOR * high, high + DEVIATIONS * Math.sqrt(scatter * (high + scatter)));
    }

    /** Returns what is spent in a usual day. */
    double creditsPerDay() {
        return daily.sum();
    }
}
