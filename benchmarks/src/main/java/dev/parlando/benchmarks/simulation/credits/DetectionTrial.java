package dev.parlando.benchmarks.simulation.credits;

import dev.parlando.credits.CreditAlert;
import java.util.List;
import java.util.Optional;

/**
 * One instance of an anomaly and the alerts raised.
 *
 * @param from the minute in which the anomaly starts
 */
record DetectionTrial(Anomaly anomaly, long from, List<CreditAlert> alerts) {
    private static final int SECONDS = 60;

    /** Returns the first alert raised during the anomaly or in the 15 minutes until the next reading. */
    Optional<CreditAlert> firstAlert() {
        long first = from * SECONDS;
        long last = (from + anomaly.minutes() + 15) * SECONDS;
        return alerts.stream()
                .filter(alert ->
                        alert.time().getEpochSecond() >= first && alert.time().getEpochSecond() <= last)
                .findFirst();
    }

    /** Returns the minutes from the start of the anomaly to its alert; empty if it was missed. */
    Optional<Double> minutesToAlert() {
        return firstAlert().map(alert -> (alert.time().getEpochSecond() - from * SECONDS) / (double) SECONDS);
    }

    boolean isKindCorrect() {
        return firstAlert().filter(alert -> alert.kind() == anomaly.kind()).isPresent();
    }
}
