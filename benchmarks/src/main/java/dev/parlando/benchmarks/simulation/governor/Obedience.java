package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

/**
 * Measures how long it takes until no more requests are under way than a halved limit allows.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class Obedience {
    private final VirtualTime time;
    private boolean isAwaited;
    private int maximum;
    private double halvedSeconds = Double.NaN;
    private double toldSeconds = Double.NaN;
    private double obeyedSeconds = Double.NaN;

    Obedience(VirtualTime time) {
        this.time = time;
    }

    void halved(int newMaximum, int inFlight) {
        isAwaited = true;
        maximum = newMaximum;
        halvedSeconds = nowSeconds();
        obeyedSeconds = Double.POSITIVE_INFINITY;
        inFlight(inFlight);
    }

    /** Takes note of the first head of all clients' that named the new limit. */
    void told(int saidMaximum, int inFlight) {
        if (isAwaited && saidMaximum == maximum && Double.isNaN(toldSeconds)) {
            toldSeconds = nowSeconds();
            inFlight(inFlight);
        }
    }

    void inFlight(int inFlight) {
        if (isAwaited && inFlight <= maximum) {
            isAwaited = false;
            obeyedSeconds = nowSeconds();
        }
    }

    /** Returns no number if nothing was halved, and infinity if it was never obeyed. */
    double afterChangeSeconds() {
        return obeyedSeconds - halvedSeconds;
    }

    double afterToldSeconds() {
        return Double.isNaN(toldSeconds) ? afterChangeSeconds() : obeyedSeconds - toldSeconds;
    }

    private double nowSeconds() {
        return (double) time.nanos() / NANOS_PER_SECOND;
    }
}
