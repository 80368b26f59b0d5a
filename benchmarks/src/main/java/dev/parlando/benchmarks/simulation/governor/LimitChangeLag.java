package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

/**
 * Measures how long it takes until no more requests are under way than a halved limit allows.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class LimitChangeLag {
    private final VirtualTime time;
    private boolean pending;
    private int maximum;
    private double halvedSeconds = Double.NaN;
    private double reportedSeconds = Double.NaN;
    private double reachedSeconds = Double.NaN;

    LimitChangeLag(VirtualTime time) {
        this.time = time;
    }

    void halved(int newMaximum, int inFlight) {
        pending = true;
        maximum = newMaximum;
        halvedSeconds = nowSeconds();
        reachedSeconds = Double.POSITIVE_INFINITY;
        inFlightChanged(inFlight);
    }

    /** Takes note of the first head of all clients' that named the new limit. */
    void limitReported(int reportedMaximum, int inFlight) {
        if (pending && reportedMaximum == maximum && Double.isNaN(reportedSeconds)) {
            reportedSeconds = nowSeconds();
            inFlightChanged(inFlight);
        }
    }

    void inFlightChanged(int inFlight) {
        if (pending && inFlight <= maximum) {
            pending = false;
            reachedSeconds = nowSeconds();
        }
    }

    /** Returns no number if nothing was halved, and infinity if it was never obeyed. */
    double afterChangeSeconds() {
        return reachedSeconds - halvedSeconds;
    }

    double afterReportSeconds() {
        return Double.isNaN(reportedSeconds) ? afterChangeSeconds() : reachedSeconds - reportedSeconds;
    }

    private double nowSeconds() {
        return (double) time.nanoTime() / NANOS_PER_SECOND;
    }
}
