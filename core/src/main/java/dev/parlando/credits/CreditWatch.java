package dev.parlando.credits;

import dev.parlando.credits.CreditAlert.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Watches what one key spends, hour by hour, and finds what is unusual. The only clock is that of the uses.
 *
 * <p>Threading: guarded by the lock of its key.
 */
final class CreditWatch {
    /** An anomaly is over after as many hours without it. */
    private static final long HOURS_UNTIL_OVER = 6;

    /** A silence that is longer, more than a week, is a holiday: nothing is forgotten by it. */
    private static final long HOURS_OF_SILENCE_LEARNED = HourOfWeek.WEEK + HourOfWeek.DAY;

    /** What is late by no more than this counts into the present hour; beyond it the clock was put back. */
    private static final long HOURS_LATE = 24;

    /** Part of a spike that is learned at least, or a key that became busy would be unusual for ever. */
    private static final double LEAST_LEARNED = 0.1;

    /** Part of what an idle key may spend in a day that it may spend in any hour: somebody tries whether it works. */
    private static final double TRIAL_PART = 0.1;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final CreditMeterSettings settings;
    private final Baseline baseline = new Baseline();
    private final Rhythm rhythm = new Rhythm();
    /** For each kind of anomaly the hour in which it was last seen. */
    private final long[] seen = {NEVER, NEVER, NEVER};

    private long elapsedHours;
    private long hour;
    private int hourOfWeek;
    private double credits;
    private long lastUseSecond;

    /** Holds an anomaly that is new. */
    record Finding(Kind kind, double credits, double expected) {}

    CreditWatch(CreditMeterSettings settings, long epochSecond) {
        this.settings = settings;
        lastUseSecond = epochSecond;
        begin(HourOfWeek.since1970(epochSecond));
    }

    private void begin(long newHour) {
        hour = newHour;
        hourOfWeek = HourOfWeek.of(newHour, settings.zone());
        credits = 0;
    }

    /**
     * Adds what was spent, which may be nothing, and returns what is unusual about it if that is new.
     *
     * @param saidToBeIdle whether the key should not be used at all
     */
    @Nullable
    Finding add(long epochSecond, double spent, boolean saidToBeIdle) {
        if (spent <= 0) {
            return null;
        }
        moveTo(HourOfWeek.since1970(epochSecond));
        credits += spent;
        boolean wasIdle = saidToBeIdle
                || epochSecond - lastUseSecond >= settings.idleAfter().toSeconds();
        lastUseSecond = epochSecond;
        Kind kind = wasIdle ? Kind.IDLE_KEY_ACTIVE : judge();
        if (kind == null || !isNew(kind)) {
            return null;
        }
        return new Finding(kind, credits, wasIdle ? 0 : baseline.expected(hourOfWeek));
    }

    private @Nullable Kind judge() {
        if (!hasLearned() || !rhythm.isUse(credits)) {
            return null;
        }
        boolean unusualHour = rhythm.isQuiet(hourOfWeek);
        if (!unusualHour && credits <= baseline.limit(hourOfWeek)) {
            return null;
        }
        if (baseline.creditsPerDay() < settings.idleBelowCredits()) {
            return credits < settings.idleBelowCredits() * TRIAL_PART ? null : Kind.IDLE_KEY_ACTIVE;
        }
        return unusualHour ? Kind.UNUSUAL_HOURS : Kind.SPIKE;
    }

    /** Is told that the key was used until then, in a way that nothing can be learned from. */
    void usedUntil(long epochSecond) {
        lastUseSecond = epochSecond;
    }

    private boolean isNew(Kind kind) {
        boolean over = hour - seen[kind.ordinal()] > HOURS_UNTIL_OVER || hour < seen[kind.ordinal()];
        seen[kind.ordinal()] = hour;
        return over;
    }

    private void moveTo(long newHour) {
        if (newHour > hour) {
            moveOn(newHour);
        } else if (newHour < hour - HOURS_LATE) {
            learnHour();
            begin(newHour);
        }
    }

    private void moveOn(long newHour) {
        long passed = newHour - hour;
        elapsedHours += Math.min(passed, settings.learning().toHours());
        learnHour();
        if (passed > HOURS_OF_SILENCE_LEARNED) {
            rhythm.skip();
        } else {
            for (long silent = hour + 1; silent < newHour; silent++) {
                learn(HourOfWeek.of(silent, settings.zone()), 0);
            }
        }
        begin(newHour);
    }

    /** Learns from the hour that ends. What was too much in it counts as little as it may, so that one spike is no habit. */
    private void learnHour() {
        double most = hasLearned() ? Math.max(baseline.limit(hourOfWeek), credits * LEAST_LEARNED) : credits;
        learn(hourOfWeek, Math.min(credits, most));
    }

    private boolean hasLearned() {
        return elapsedHours >= settings.learning().toHours();
    }

    private void learn(int place, double spent) {
        baseline.learn(place, spent);
        rhythm.learn(place, spent);
    }
}
