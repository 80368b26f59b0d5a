package dev.parlando.benchmarks.simulation.credits;

import dev.parlando.credits.CreditAlert.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A kind of misuse of a key, and the requests that it adds.
 *
 * @param kind the kind of alert that the meter should raise
 * @param traffic the normal traffic of the key
 * @param label a description for the result table
 * @param start draws the minute in which the misuse starts
 * @param amount the rate of the additional requests
 * @param minutes the duration of the misuse
 */
record Anomaly(Kind kind, TrafficPattern traffic, String label, Start start, Amount amount, int minutes) {
    private static final int MEDIAN_CREDITS = 300;

    /** A random choice of the minute in which the misuse starts. */
    @FunctionalInterface
    interface Start {
        long draw(SimulatedKey key, Random random);
    }

    /** The rate of the additional requests. */
    @FunctionalInterface
    interface Amount {
        RequestRate of(SimulatedKey key);
    }

    static List<Anomaly> all() {
        List<Anomaly> all = new ArrayList<>();
        for (TrafficPattern traffic : TrafficPattern.values()) {
            for (int factor : traffic == TrafficPattern.STANDBY ? new int[0] : new int[] {3, 10, 30}) {
                all.add(spike(traffic, factor));
            }
        }
        for (int percent : new int[] {10, 30, 100}) {
            all.add(unusualHours(TrafficPattern.OFFICE, "3 am", 3, false, percent));
            all.add(unusualHours(TrafficPattern.OFFICE, "weekend noon", 12, true, percent));
            all.add(unusualHours(TrafficPattern.BATCH, "2 pm", 14, false, percent));
        }
        for (int perHour : new int[] {3, 10, 100}) {
            all.add(idleKeyActive(perHour));
        }
        return all;
    }

    private static Anomaly spike(TrafficPattern traffic, int factor) {
        return new Anomaly(
                Kind.SPIKE,
                traffic,
                factor + "x for an hour",
                Anomaly::anyBusyMinute,
                key -> minute -> (factor - 1) * key.rate.at(minute),
                SimulationCalendar.HOUR);
    }

    private static Anomaly unusualHours(TrafficPattern traffic, String when, int hour, boolean weekend, int percent) {
        return new Anomaly(
                Kind.UNUSUAL_HOURS,
                traffic,
                when + ", " + percent + " % of the busiest rate",
                (key, random) -> hourOfDay(key, random, hour, weekend),
                key -> {
                    double rate = key.peakRate() * percent / 100;
                    return minute -> rate;
                },
                SimulationCalendar.HOUR);
    }

    private static Anomaly idleKeyActive(int perHour) {
        return new Anomaly(
                Kind.IDLE_KEY_ACTIVE,
                TrafficPattern.STANDBY,
                perHour + " requests an hour, 3 hours",
                Anomaly::anyMinute,
                key -> minute -> perHour,
                3 * SimulationCalendar.HOUR);
    }

    private static long anyMinute(SimulatedKey key, Random random) {
        return key.evaluatedFrom() + random.nextInt((SimulationCalendar.EVALUATED_DAYS - 1) * SimulationCalendar.DAY);
    }

    private static long anyBusyMinute(SimulatedKey key, Random random) {
        double busiest = key.peakRate();
        double least = 0.4;
        while (true) {
            long minute = anyMinute(key, random);
            if (key.rate.at(minute) >= least * busiest) {
                return minute;
            }
            least *= 0.9995; // The traffic of a growing or newly launched key is rarely near its peak.
        }
    }

    private static long hourOfDay(SimulatedKey key, Random random, int hour, boolean weekend) {
        while (true) {
            long day = SimulationCalendar.day(anyMinute(key, random));
            long minute = day * SimulationCalendar.DAY
                    + (long) hour * SimulationCalendar.HOUR
                    + random.nextInt(SimulationCalendar.HOUR);
            if (minute > key.evaluatedFrom() && (!weekend || SimulationCalendar.isWeekend(minute))) {
                return minute;
            }
        }
    }

    /** Draws the additional requests. */
    List<SimulatedUse> drawUses(SimulatedKey key, Random random, long from) {
        int median = kind == Kind.SPIKE ? traffic.medianCredits : MEDIAN_CREDITS;
        return RequestGenerator.draw(random, amount.of(key), from, from + minutes, median);
    }
}
