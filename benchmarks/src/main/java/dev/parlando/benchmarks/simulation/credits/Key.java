package dev.parlando.benchmarks.simulation.credits;

import dev.parlando.credits.CreditAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Is one simulated key with the traffic that it has by rights. Immutable. */
final class Key {
    private static final int SECONDS = 60;

    final Traffic traffic;
    final long start;
    final Rate rate;
    private final long seed;
    private final List<Use> uses;

    Key(Traffic traffic, long seed) {
        Random random = new Random(seed * 31 + traffic.ordinal());
        this.traffic = traffic;
        this.seed = seed;
        start = Calendar.start(random);
        rate = traffic.rate(random, start);
        uses = Requests.draw(random, rate, start, end(), traffic.medianCredits);
    }

    private long end() {
        return start + (long) Calendar.DAYS * Calendar.DAY;
    }

    /** Returns the first minute in which alerts count. */
    long judgedFrom() {
        return uses.get(0).second() / SECONDS + (long) Calendar.LEARNING_DAYS * Calendar.DAY + 1;
    }

    /** Returns the busiest rate there is. */
    double busiest() {
        double busiest = 0;
        for (long minute = start; minute < end(); minute++) {
            busiest = Math.max(busiest, rate.at(minute));
        }
        return busiest;
    }

    /** Returns what is told of this key as it is. */
    List<CreditAlert> alerts(Metering metering) {
        long last = (judgedFrom() + (long) Calendar.JUDGED_DAYS * Calendar.DAY) * SECONDS;
        return metering.alerts(uses).stream()
                .filter(alert -> alert.at().getEpochSecond() < last)
                .toList();
    }

    /** Draws one case of an anomaly, and returns when it begins and what is told then. */
    Trial trial(Anomaly anomaly, Metering metering) {
        Random random = new Random(seed * 131 + anomaly.label().hashCode());
        long from = anomaly.place().draw(this, random);
        List<Use> all = new ArrayList<>(uses);
        all.addAll(anomaly.uses(this, random, from));
        all.sort(null);
        return new Trial(anomaly, from, metering.alerts(all));
    }
}
