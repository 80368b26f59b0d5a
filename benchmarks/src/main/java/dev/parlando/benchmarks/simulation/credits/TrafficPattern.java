package dev.parlando.benchmarks.simulation.credits;

import java.util.Random;
import java.util.function.LongPredicate;

/** The kinds of keys, each with its normal traffic. */
enum TrafficPattern {
    /** A backend that sends requests around the clock, with slightly more by day. */
    STEADY("steady backend", 200) {
        @Override
        RequestRate rate(Random random, long start) {
            Drift drift = new Drift(random, start, SimulationCalendar.HOUR, 0.15, 0.8);
            return minute -> 60 * (1 + 0.3 * wave(minute, 15)) * drift.at(minute);
        }
    },
    /** An office by day, with random late evenings, weekend work and a holiday. */
    OFFICE("daytime office", 300) {
        @Override
        RequestRate rate(Random random, long start) {
            return new OfficeTraffic(random, start);
        }
    },
    /** Listeners at home: most in the evening, more at weekends, a few all night, and 1 % more every day. */
    CONSUMER("consumer app", 250) {
        @Override
        RequestRate rate(Random random, long start) {
            Drift drift = new Drift(random, start, SimulationCalendar.HOUR, 0.25, 0.7);
            return minute -> 40
                    * Math.exp(1.3 * (wave(minute, 20) - 1))
                    * (SimulationCalendar.isWeekend(minute) ? 1.3 : 1)
                    * Math.pow(1.01, (minute - start) / (double) SimulationCalendar.DAY)
                    * drift.at(minute);
        }
    },
    /**
     * A game with bursts and 3 % more every day. Its launch during the month brings six times the traffic, settling at
     * three times.
     */
    GAME("game with a launch", 150) {
        @Override
        RequestRate rate(Random random, long start) {
            Drift drift = new Drift(random, start, SimulationCalendar.HOUR, 0.6, 0.6);
            long launch = start + (SimulationCalendar.LEARNING_DAYS + 2L + random.nextInt(24)) * SimulationCalendar.DAY;
            return minute -> 20
                    * Math.exp(wave(minute, 20) - 1)
                    * Math.pow(1.03, (minute - start) / (double) SimulationCalendar.DAY)
                    * launched((minute - launch) / (double) SimulationCalendar.DAY)
                    * drift.at(minute);
        }

        private double launched(double days) {
            return days < 0 ? 1 : 3 + 3 * Math.exp(-days / 3);
        }
    },
    /** A job of 30 to 70 minutes around 2:00 at night that varies in size and fails one night in fifty. */
    BATCH("nightly batch", 500) {
        @Override
        RequestRate rate(Random random, long start) {
            return new BatchTraffic(random, start);
        }
    },
    /** A job of a few minutes at the start of every hour that varies in size. */
    HOURLY("hourly job", 300) {
        @Override
        RequestRate rate(Random random, long start) {
            Drift drift = new Drift(random, start, SimulationCalendar.HOUR, 0.3, 0);
            return minute -> Math.floorMod(minute, (long) SimulationCalendar.HOUR) < 3 ? 20 * 20 * drift.at(minute) : 0;
        }
    },
    /** A standby key with one short trial a day or, for every other key, a week. */
    STANDBY("standby", 20) {
        @Override
        RequestRate rate(Random random, long start) {
            int every = (random.nextBoolean() ? 1 : 7) * SimulationCalendar.DAY;
            Drift jitter = new Drift(random, start, SimulationCalendar.DAY, 0.5, 0);
            LongPredicate isTrial =
                    minute -> Math.floorMod(minute - start, (long) every) == (int) (60 * jitter.at(minute));
            return minute -> isTrial.test(minute) ? 2 * SimulationCalendar.HOUR : 0;
        }
    },
    /** Two requests an hour at any time, of very different size. */
    RARE("rare, any time", 200) {
        @Override
        RequestRate rate(Random random, long start) {
            return minute -> 2;
        }
    };

    /** The standard deviation of the logarithm of the request sizes of one key. */
    static final double SIZE_SPREAD = 0.8;

    final String label;
    final int medianCredits;

    TrafficPattern(String label, int medianCredits) {
        this.label = label;
        this.medianCredits = medianCredits;
    }

    /** Draws the rate of one key of this kind. */
    abstract RequestRate rate(Random random, long start);

    /** Returns 1 at the given hour of the day and -1 twelve hours later. */
    private static double wave(long minute, double peakHour) {
        return Math.cos((SimulationCalendar.timeOfDay(minute) - peakHour) / 12 * Math.PI);
    }
}
