package dev.parlando.credits;

import dev.parlando.credits.CreditAlert.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Detects anomalies in the hourly spending of one key. The only clock is the time of the uses.
 *
 * <p>Threading: guarded by the lock of its {@link KeyMeter}.
 */
final class UsageAnomalyDetector {
    /** An anomaly is over after this number of hours without it. */
    private static final long ANOMALY_END_HOURS = 6;

    /** A longer gap, more than a week, counts as a holiday and does not change the profiles. */
    private static final long MAX_LEARNED_GAP_HOURS = HourOfWeek.HOURS_PER_WEEK + HourOfWeek.HOURS_PER_DAY;

    /**
     * A use that is late by no more than this counts in the current hour. A later one means that the clock was set
     * back.
     */
    private static final long MAX_LATE_HOURS = 24;

    /** Minimum share of a spike to learn; otherwise a key that became busy would be unusual forever. */
    private static final double MIN_LEARNED_SHARE = 0.1;

    /** Share of the idle credits per day that is tolerated in one hour, as a trial of the key. */
    private static final double PROBE_SHARE = 0.1;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final CreditMeterSettings settings;
    private final ExpectedUsage expected = new ExpectedUsage();
    private final UsageHours usageHours = new UsageHours();
    /** Hour of the last occurrence, for each kind of anomaly. */
    private final long[] lastSeenHour = {NEVER, NEVER, NEVER};

    private long elapsedHours;
    private long hour;
    private int hourOfWeek;
    private double credits;
    private long lastUseSecond;

    /** New anomaly. */
    record Finding(Kind kind, double credits, double expected) {}

    UsageAnomalyDetector(CreditMeterSettings settings, long epochSecond) {
        this.settings = settings;
        lastUseSecond = epochSecond;
        beginHour(HourOfWeek.epochHour(epochSecond));
    }

    private void beginHour(long newHour) {
        hour = newHour;
        hourOfWeek = HourOfWeek.hourOfWeek(newHour, settings.zone());
        credits = 0;
    }

    /**
     * Adds credits spent, possibly zero, and returns the anomaly if they start one.
     *
     * @param expectedIdle whether the key should not be used at all
     */
    @Nullable
    Finding add(long epochSecond, double used, boolean expectedIdle) {
        if (used <= 0) {
            return null;
        }
        moveTo(HourOfWeek.epochHour(epochSecond));
        credits += used;
        boolean wasIdle = expectedIdle
                || epochSecond - lastUseSecond >= settings.idleAfter().toSeconds();
        lastUseSecond = epochSecond;
        Kind kind = wasIdle ? Kind.IDLE_KEY_ACTIVE : classify();
        if (kind == null || !isNewAnomaly(kind)) {
            return null;
        }
        return new Finding(kind, credits, wasIdle ? 0 : expected.expectedCredits(hourOfWeek));
    }

    private @Nullable Kind classify() {
        if (!hasLearned() || !usageHours.isUse(credits)) {
            return null;
        }
        boolean unusualHour = usageHours.isQuiet(hourOfWeek);
        if (!unusualHour && credits <= expected.spikeLimit(hourOfWeek)) {
            return null;
        }
        if (expected.creditsPerDay() < settings.idleBelowCredits()) {
            return credits < settings.idleBelowCredits() * PROBE_SHARE ? null : Kind.IDLE_KEY_ACTIVE;
        }
        return unusualHour ? Kind.UNUSUAL_HOURS : Kind.SPIKE;
    }

    /** Sets the time of the last use without learning from that use. */
    void markUsedUntil(long epochSecond) {
        lastUseSecond = epochSecond;
    }

    private boolean isNewAnomaly(Kind kind) {
        boolean over = hour - lastSeenHour[kind.ordinal()] > ANOMALY_END_HOURS || hour < lastSeenHour[kind.ordinal()];
        lastSeenHour[kind.ordinal()] = hour;
        return over;
    }

    private void moveTo(long newHour) {
        if (newHour > hour) {
            advanceTo(newHour);
        } else if (newHour < hour - MAX_LATE_HOURS) {
            learnHour();
            beginHour(newHour);
        }
    }

    private void advanceTo(long newHour) {
        long passed = newHour - hour;
        elapsedHours += Math.min(passed, settings.learning().toHours());
        learnHour();
        if (passed > MAX_LEARNED_GAP_HOURS) {
            usageHours.skipGap();
        } else {
            for (long gapHour = hour + 1; gapHour < newHour; gapHour++) {
                learn(HourOfWeek.hourOfWeek(gapHour, settings.zone()), 0);
            }
        }
        beginHour(newHour);
    }

    /**
     * Learns from the hour that ends. Credits above the limit count with their minimum share, so one spike sets no
     * habit.
     */
    private void learnHour() {
        double maxCredits =
                hasLearned() ? Math.max(expected.spikeLimit(hourOfWeek), credits * MIN_LEARNED_SHARE) : credits;
        learn(hourOfWeek, Math.min(credits, maxCredits));
    }

    private boolean hasLearned() {
        return elapsedHours >= settings.learning().toHours();
    }

    private void learn(int hourOfWeek, double used) {
        expected.learn(hourOfWeek, used);
        usageHours.add(hourOfWeek, used);
    }

    /**
     * Expected credits of one key per hour, and the limits above which an hour is a spike.
     *
     * <p>Two profiles are kept, one of the day and one of the week, and the one with the smaller error is used. That is
     * usually the weekly one for a key with weekends. For other keys it is the daily one, which has more samples per hour.
     *
     * <p>Threading: guarded by the lock of its {@link KeyMeter}.
     */
    private static final class ExpectedUsage {
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
}
