package dev.parlando.benchmarks.simulation.credits;

import dev.parlando.credits.CreditAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A simulated key with its normal traffic. Immutable. */
final class SimulatedKey {
    private static final int SECONDS = 60;

    final TrafficPattern traffic;
    final long start;
    final RequestRate rate;
    private final long seed;
    private final List<SimulatedUse> uses;

    SimulatedKey(TrafficPattern traffic, long seed) {
        Random random = new Random(seed * 31 + traffic.ordinal());
        this.traffic = traffic;
        this.seed = seed;
        start = SimulationCalendar.randomStart(random);
        rate = traffic.rate(random, start);
        uses = RequestGenerator.draw(random, rate, start, end(), traffic.medianCredits);
    }

    private long end() {
        return start + (long) SimulationCalendar.DAYS * SimulationCalendar.DAY;
    }

    /** Returns the first minute in which alerts count. */
    long evaluatedFrom() {
        return uses.get(0).second() / SECONDS + (long) SimulationCalendar.LEARNING_DAYS * SimulationCalendar.DAY + 1;
    }

    /** Returns the highest rate of the whole simulation. */
    double peakRate() {
        double busiest = 0;
        for (long minute = start; minute < end(); minute++) {
            busiest = Math.max(busiest, rate.at(minute));
        }
        return busiest;
    }

    /** Returns the alerts raised for the normal traffic of this key. */
    List<CreditAlert> alerts(MeteringMode metering) {
        long last = (evaluatedFrom() + (long) SimulationCalendar.EVALUATED_DAYS * SimulationCalendar.DAY) * SECONDS;
        return metering.alerts(uses).stream()
                .filter(alert -> alert.time().getEpochSecond() < last)
                .toList();
    }

    /** Draws one instance of an anomaly and returns its start and the alerts raised. */
    DetectionTrial trial(Anomaly anomaly, MeteringMode metering) {
        Random random = new Random(seed * 131 + anomaly.label().hashCode());
        long from = anomaly.start().draw(this, random);
        List<SimulatedUse> all = new ArrayList<>(uses);
        all.addAll(anomaly.drawUses(this, random, from));
        all.sort(null);
        return new DetectionTrial(anomaly, from, metering.alerts(all));
    }
}
