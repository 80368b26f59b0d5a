package dev.parlando.audio;

/**
 * Measures for how long something that should happen all the time did not, from the first time on.
 *
 * <p>Threading: any.
 */
final class StallTimer {
    private boolean begun;
    private long lastNanos;
    private long longestNanos;

    /** Is to be called whenever it happens. */
    synchronized void alive() {
        long now = System.nanoTime();
        longestNanos = begun ? Math.max(longestNanos, now - lastNanos) : 0;
        lastNanos = now;
        begun = true;
    }

    /** Returns the longest time without a call, until now. */
    synchronized double longestMillis() {
        return begun ? Math.max(longestNanos, System.nanoTime() - lastNanos) / 1e6 : 0;
    }

    /** Begins anew. */
    synchronized void forget() {
        begun = false;
        longestNanos = 0;
    }
}
