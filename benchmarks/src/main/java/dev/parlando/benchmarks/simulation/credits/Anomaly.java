package dev.parlando.benchmarks.simulation.credits;

import dev.parlando.credits.CreditAlert.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Describes what somebody who should not does with a key.
 *
 * @param kind as what it should be told
 * @param traffic of the key
 * @param label for people
 * @param place when it happens
 * @param amount how many requests are made more
 * @param minutes how long it lasts
 */
record Anomaly(Kind kind, Traffic traffic, String label, Place place, Amount amount, int minutes) {
    private static final int MEDIAN_CREDITS = 300;

    /** Draws the minute in which it begins. */
    @FunctionalInterface
    interface Place {
        long draw(Key key, Random random);
    }

    /** Says how many requests are made more. */
    @FunctionalInterface
    interface Amount {
        Rate of(Key key);
    }

    static List<Anomaly> all() {
        List<Anomaly> all = new ArrayList<>();
        for (Traffic traffic : Traffic.values()) {
            for (int factor : traffic == Traffic.STANDBY ? new int[0] : new int[] {3, 10, 30}) {
                all.add(spike(traffic, factor));
            }
        }
        for (int percent : new int[] {10, 30, 100}) {
            all.add(unusual(Traffic.OFFICE, "3 am", 3, false, percent));
            all.add(unusual(Traffic.OFFICE, "weekend noon", 12, true, percent));
            all.add(unusual(Traffic.BATCH, "2 pm", 14, false, percent));
        }
        for (int perHour : new int[] {3, 10, 100}) {
            all.add(waking(perHour));
        }
        return all;
    }

    private static Anomaly spike(Traffic traffic, int factor) {
        return new Anomaly(
                Kind.SPIKE,
                traffic,
                factor + "x for an hour",
                Anomaly::busyMinute,
                key -> minute -> (factor - 1) * key.rate.at(minute),
                Calendar.HOUR);
    }

    private static Anomaly unusual(Traffic traffic, String when, int hour, boolean weekend, int percent) {
        return new Anomaly(
                Kind.UNUSUAL_HOURS,
                traffic,
                when + ", " + percent + " % of the busiest rate",
                (key, random) -> hourOfDay(key, random, hour, weekend),
                key -> {
                    double rate = key.busiest() * percent / 100;
                    return minute -> rate;
                },
                Calendar.HOUR);
    }

    private static Anomaly waking(int perHour) {
        return new Anomaly(
                Kind.IDLE_KEY_ACTIVE,
                Traffic.STANDBY,
                perHour + " requests an hour, 3 hours",
                Anomaly::anyMinute,
                key -> minute -> perHour,
                3 * Calendar.HOUR);
    }

    private static long anyMinute(Key key, Random random) {
        return key.judgedFrom() + random.nextInt((Calendar.JUDGED_DAYS - 1) * Calendar.DAY);
    }

    private static long busyMinute(Key key, Random random) {
        double busiest = key.busiest();
        double least = 0.4;
        while (true) {
            long minute = anyMinute(key, random);
            if (key.rate.at(minute) >= least * busiest) {
                return minute;
            }
            least *= 0.9995; // A key that grew, or was launched, is rarely as busy as at its best.
        }
    }

    private static long hourOfDay(Key key, Random random, int hour, boolean weekend) {
        while (true) {
            long day = Calendar.day(anyMinute(key, random));
            long minute = day * Calendar.DAY + (long) hour * Calendar.HOUR + random.nextInt(Calendar.HOUR);
            if (minute > key.judgedFrom() && (!weekend || Calendar.isWeekend(minute))) {
                return minute;
            }
        }
    }

    /** Draws what is used. */
    List<Use> uses(Key key, Random random, long from) {
        int median = kind == Kind.SPIKE ? traffic.medianCredits : MEDIAN_CREDITS;
        return Requests.draw(random, amount.of(key), from, from + minutes, median);
    }
}
