package dev.parlando.benchmarks.simulation.credits;

import java.util.Random;

/**
 * The calendar of a simulation. It converts minutes since 1970 (UTC) to the time of day and the day of the week.
 * Stateless.
 */
final class SimulationCalendar {
    static final int HOUR = 60;
    static final int DAY = 24 * HOUR;
    static final int LEARNING_DAYS = 14;
    static final int EVALUATED_DAYS = 30;

    /**
     * The length of a simulation. It has four spare days, because an office may be closed when the simulation starts.
     */
    static final int DAYS = 4 + LEARNING_DAYS + EVALUATED_DAYS;

    private static final long A_MONDAY = 20_458L * DAY;

    private SimulationCalendar() {}

    /** Returns the minute at which a simulation starts, on any weekday and at any time of day. */
    static long randomStart(Random random) {
        return A_MONDAY + random.nextInt(7 * DAY);
    }

    /** Returns the hours since midnight, with fractions. */
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
