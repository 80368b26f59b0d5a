package dev.parlando.benchmarks.simulation.credits;

import dev.parlando.credits.CreditAlert;
import java.util.List;
import java.util.Optional;

/**
 * Is one case of an anomaly and what was told.
 *
 * @param from the minute in which it begins
 */
record DetectionTrial(Anomaly anomaly, long from, List<CreditAlert> alerts) {
    private static final int SECONDS = 60;

    /** Returns the first alert while the anomaly lasts, or within the quarter of an hour until the next reading. */
    Optional<CreditAlert> firstAlert() {
        long first = from * SECONDS;
        long last = (from + anomaly.minutes() + 15) * SECONDS;
        return alerts.stream()
                .filter(alert ->
                        alert.time().getEpochSecond() >= first && alert.time().getEpochSecond() <= last)
                .findFirst();
    }

    /** Returns minutes from the begin until it was told, if it was. */
    Optional<Double> minutesToAlert() {
        return firstAlert().map(alert -> (alert.time().getEpochSecond() - from * SECONDS) / (double) SECONDS);
    }

    boolean isKindCorrect() {
        return firstAlert().filter(alert -> alert.kind() == anomaly.kind()).isPresent();
    }
}
