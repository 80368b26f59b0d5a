package dev.parlando.credits;

import java.time.Instant;
import java.time.ZoneId;

/** Arithmetic of hours: since 1970, of the week and of the day. Stateless. */
final class HourOfWeek {
    static final int SECONDS_PER_HOUR = 3_600;
    static final int HOURS_PER_DAY = 24;
    static final int HOURS_PER_WEEK = 7 * HOURS_PER_DAY;

    /** 1970 began on a Thursday, and weeks begin on Monday. */
    private static final int HOURS_TO_THURSDAY = 3 * HOURS_PER_DAY;

    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private HourOfWeek() {}

    /** Returns the second since 1970, limited to the years 0 to 9999, which every time zone supports. */
    static long epochSecond(Instant time) {
        return Math.min(Math.max(time.getEpochSecond(), FIRST_SECOND), LAST_SECOND);
    }

    /** Returns the hour since 1970 that contains a second. */
    static long epochHour(long epochSecond) {
        return Math.floorDiv(epochSecond, SECONDS_PER_HOUR);
    }

    /** Returns the local hour of the week, from 0 to 167, in which an hour since 1970 begins. */
    static int hourOfWeek(long epochHour, ZoneId zone) {
        long second = epochHour * SECONDS_PER_HOUR;
        long local = second
                + zone.getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
        return (int) Math.floorMod(epochHour(local) + HOURS_TO_THURSDAY, (long) HOURS_PER_WEEK);
    }

    /** Returns the hour of the day, from 0 to 23. */
    static int hourOfDay(int hourOfWeek) {
        return hourOfWeek % HOURS_PER_DAY;
    }

    /** Returns the day of the week, from 0 for Monday to 6. */
    static int dayOfWeek(int hourOfWeek) {
        return hourOfWeek / HOURS_PER_DAY;
    }
}
