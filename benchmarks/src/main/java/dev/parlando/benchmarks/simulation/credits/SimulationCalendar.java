package dev.parlando.benchmarks.simulation.credits;

import java.util.Random;

/** Says where in the day and the week a minute since 1970 is, in UTC, and how long a simulation lasts. Stateless. */
final class SimulationCalendar {
    static final int HOUR = 60;
    static final int DAY = 24 * HOUR;
    static final int LEARNING_DAYS = 14;
    static final int EVALUATED_DAYS = 30;

    /** An office may be closed when a simulation begins. */
    static final int DAYS = 4 + LEARNING_DAYS + EVALUATED_DAYS;

    private static final long A_MONDAY = 20_458L * DAY;

    private SimulationCalendar() {}

    /** Returns a minute at which a simulation begins, of any weekday and time of day. */
    static long randomStart(Random random) {
        return A_MONDAY + random.nextInt(7 * DAY);
    }

    /** Returns hours since midnight, with fractions. */
    static double timeOfDay(long minute) {
        return Math.floorMod(minute, (long) DAY) / (double) HOUR;
    }

    static long day(long minute) {
        return Math.floorDiv(minute, (long) DAY);
    }

    static boolean isWeekend(long minute) {
        return Math.floorMod(day(minute) - day(A_MONDAY), 7L) >= 5;
    }
}
