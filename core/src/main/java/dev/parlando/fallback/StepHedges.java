package dev.parlando.fallback;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.internal.event.RetryTokens;
import java.util.Arrays;

/**
 * The measured times and the budget of one step with {@link Hedging}.
 *
 * <p>Threading: safe for use from any thread.
 */
final class StepHedges {
    /** Value that {@link #delayNanos} returns while too little was measured. */
    static final long NEVER = -1;

    private static final int MIN_TIMES = 20;
    private static final int MAX_TIMES = 200;

    private final Hedging settings;

    @GuardedBy("this")
    private final RetryTokens budget;

    /** The last times without audio, in nanoseconds, from any position on. */
    @GuardedBy("this")
    private final long[] times = new long[MAX_TIMES];

    @GuardedBy("this")
    private long calls;

    StepHedges(Hedging settings) {
        this.settings = settings;
        this.budget = new RetryTokens(settings.budgetPercent() / 100.0);
    }

    /** Returns the time without audio after which a hedge starts, or {@link #NEVER}. */
    long delayNanos() {
        long min = settings.delay().toNanos();
        if (!settings.isMeasured()) {
            return min;
        }
        long measured = percentileNanos();
        return measured == NEVER ? NEVER : Math.max(min, measured);
    }

    private long percentileNanos() {
        long[] sorted;
        synchronized (this) {
            sorted = Arrays.copyOf(times, (int) Math.min(calls, MAX_TIMES));
        }
        if (sorted.length < MIN_TIMES) {
            return NEVER;
        }
        Arrays.sort(sorted);
        return sorted[(settings.percentile() * sorted.length + 99) / 100 - 1];
    }

    /** Takes a hedge from the budget. Returns false if there is none. */
    synchronized boolean take() {
        return budget.take();
    }

    /**
     * Called when a call has audio, of this step or of its hedge. In the latter case the time is a lower bound, above the
     * delay, so that hedges do not hide the slow calls from the percentile.
     *
     * @param waitedNanos time since the request of this step
     */
    synchronized void onAudio(long waitedNanos) {
        times[(int) (calls % MAX_TIMES)] = waitedNanos;
        calls++;
        budget.onSuccess();
    }
}
