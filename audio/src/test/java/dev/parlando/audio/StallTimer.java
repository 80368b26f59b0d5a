package dev.parlando.audio;

/**
 * A meter for the longest interval between periodic events, starting with the first event.
 *
 * <p>Threading: safe for use from any thread.
 */
final class StallTimer {
    private boolean begun;
    private long lastNanos;
    private long longestNanos;

    /** Records an event. */
    synchronized void alive() {
        long now = System.nanoTime();
        longestNanos = begun ? Math.max(longestNanos, now - lastNanos) : 0;
        lastNanos = now;
        begun = true;
    }

    /** Returns the longest time without an event, until now. */
    synchronized double longestMillis() {
        return begun ? Math.max(longestNanos, System.nanoTime() - lastNanos) / 1e6 : 0;
    }

    /** Restarts the measurement. */
    synchronized void forget() {
        begun = false;
        longestNanos = 0;
    }
}
