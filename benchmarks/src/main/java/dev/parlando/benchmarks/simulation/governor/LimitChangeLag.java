package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

/**
 * A measurement of the time until the number of requests in flight complies with a halved limit.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
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

    /** Records the first response headers of any client that report the new limit. */
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

    /** Returns NaN if the limit was not halved, and infinity if the clients never complied. */
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
