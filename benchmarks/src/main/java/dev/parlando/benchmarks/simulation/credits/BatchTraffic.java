package dev.parlando.benchmarks.simulation.credits;

import java.util.Random;

/** The traffic of a nightly job whose start, duration and size vary. Immutable. */
final class BatchTraffic implements RequestRate {
    private static final double REQUESTS = 300;

    private final long firstDay;
    private final int[] begins = new int[SimulationCalendar.DAYS + 2];
    private final int[] minutes = new int[SimulationCalendar.DAYS + 2];
    private final double[] requests = new double[SimulationCalendar.DAYS + 2];

    BatchTraffic(Random random, long start) {
        firstDay = SimulationCalendar.day(start);
        for (int i = 0; i < begins.length; i++) {
            begins[i] = 2 * SimulationCalendar.HOUR - 20 + random.nextInt(40);
            minutes[i] = 30 + random.nextInt(40);
            requests[i] = random.nextInt(50) == 0 ? 0 : REQUESTS * Math.exp(0.3 * random.nextGaussian());
        }
    }

    @Override
    public double at(long minute) {
        int day = (int) (SimulationCalendar.day(minute) - firstDay);
        long since = Math.floorMod(minute, (long) SimulationCalendar.DAY) - begins[day];
        return since >= 0 && since < minutes[day] ? requests[day] / minutes[day] * SimulationCalendar.HOUR : 0;
    }
}
