package dev.parlando.fallback;

import static dev.parlando.internal.option.OptionRange.checkRange;

import java.time.Duration;
import java.util.Objects;

/**
 * The conditions under which the next step of a {@link FallbackSpeech} is asked while a step is still running without
 * audio: the delay, and the budget. Immutable; start with {@link #after} or {@link #afterPercentile}.
 *
 * <p>The first of the two requests that has audio is heard, and the other one is cancelled. <strong>The service may bill
 * both.</strong> With the default budget, hedges cost at most 5 % more characters in the long run.
 */
public final class Hedging {
    private static final Duration MIN_DELAY = Duration.ofMillis(1);
    private static final Duration MAX_DELAY = Duration.ofMinutes(10);
    private static final int DEFAULT_BUDGET = 5;
    private static final int NO_PERCENTILE = 0;

    private final int percentile;
    private final Duration delay;
    private final int budgetPercent;

    private Hedging(int percentile, Duration delay, int budgetPercent) {
        this.percentile = percentile;
        this.delay = delay;
        this.budgetPercent = budgetPercent;
    }

    /** Returns hedging after a fixed time without audio, 1 ms to 10 minutes. */
    public static Hedging after(Duration delay) {
        checkRange("hedging.delay", delay, MIN_DELAY, MAX_DELAY);
        return new Hedging(NO_PERCENTILE, delay, DEFAULT_BUDGET);
    }

    /**
     * Returns hedging after a percentile of the times to the first chunk, of the last 200 calls of the step. There is no
     * hedge before the step has spoken 20 times.
     *
     * @param percentile 50 to 99; 95 delays all hedges until 95 % of the calls have audio
     * @param minDelay lower bound of the delay, 1 ms to 10 minutes
     */
    public static Hedging afterPercentile(int percentile, Duration minDelay) {
        Objects.requireNonNull(minDelay, "minDelay");
        checkRange("hedging.percentile", percentile, 50, 99);
        checkRange("hedging.min_delay", minDelay, MIN_DELAY, MAX_DELAY);
        return new Hedging(percentile, minDelay, DEFAULT_BUDGET);
    }

    /**
     * Returns a copy with another budget: the hedges in percent of the calls with audio, 1 to 100. The default is 5. Five
     * hedges more are allowed at first, or after enough calls without a hedge.
     */
    public Hedging withBudgetPercent(int percent) {
        checkRange("hedging.budget_percent", percent, 1, 100);
        return new Hedging(percentile, delay, percent);
    }

    boolean isMeasured() {
        return percentile != NO_PERCENTILE;
    }

    int percentile() {
        return percentile;
    }

    /** Returns the delay, or its lower bound if it is measured. */
    Duration delay() {
        return delay;
    }

    int budgetPercent() {
        return budgetPercent;
    }
}
