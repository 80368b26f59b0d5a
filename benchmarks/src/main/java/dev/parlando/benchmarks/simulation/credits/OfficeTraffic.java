package dev.parlando.benchmarks.simulation.credits;

import java.util.Random;

/** The traffic of an office: working days from 8:00 to 18:00 with a dip at noon, and exceptions. Immutable. */
final class OfficeTraffic implements RequestRate {
    private static final double REQUESTS_PER_HOUR = 40;
    private static final double LATE_REQUESTS_PER_HOUR = 6;

    private final Drift ofDays;
    private final Drift ofHours;
    private final long firstDay;
    private final boolean[] late = new boolean[SimulationCalendar.DAYS + 2];
    private final boolean[] weekendWork = new boolean[SimulationCalendar.DAYS + 2];
    private final long holiday;

    OfficeTraffic(Random random, long start) {
        ofDays = new Drift(random, start, SimulationCalendar.DAY, 0.25, 0.3);
        ofHours = new Drift(random, start, SimulationCalendar.HOUR, 0.25, 0.5);
        firstDay = SimulationCalendar.day(start);
        for (int i = 0; i < late.length; i++) {
            late[i] = random.nextInt(8) == 0;
            weekendWork[i] = random.nextInt(40) == 0;
        }
        holiday = firstDay + random.nextInt(2 * SimulationCalendar.DAYS);
    }

    @Override
    public double at(long minute) {
        double hour = SimulationCalendar.timeOfDay(minute);
        int day = (int) (SimulationCalendar.day(minute) - firstDay);
        if (SimulationCalendar.isWeekend(minute) || SimulationCalendar.day(minute) == holiday) {
            return weekendWork[day] && hour >= 14 && hour < 16 ? LATE_REQUESTS_PER_HOUR : 0;
        }
        if (hour >= 18 && hour < 20.5) {
            return late[day] ? LATE_REQUESTS_PER_HOUR : 0;
        }
        if (hour < 8 || hour >= 20.5) {
            return 0;
        }
        double ramp = Math.min(1, Math.min(hour - 8, 18 - hour));
        double noon = hour >= 12 && hour < 13 ? 0.5 : 1;
        return REQUESTS_PER_HOUR * ramp * noon * ofDays.at(minute) * ofHours.at(minute);
    }
}
