package dev.parlando.benchmarks.simulation.credits;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Simulates a month of many keys, after two weeks in which the meter learns, with and without anomalies: {@code Month [FIRST_SEED]}.
 *
 * <p>Prints what was found and after how long, and what was taken for an anomaly and was none.
 */
public final class CreditSimulation {
    private static final int SEEDS = 50;

    /** The meter's constants were chosen on the seeds from 0. */
    private static final int FIRST_SEED = 1_000;

    private CreditSimulation() {}

    public static void main(String[] arguments) {
        int firstSeed = arguments.length > 0 ? Integer.parseInt(arguments[0]) : FIRST_SEED;
        List<SimulatedKey> keys = keys(firstSeed);
        System.out.print(DetectionTable.table(keys));
        System.out.println();
        System.out.print(FalseAlarmTable.table(keys));
    }

    private static List<SimulatedKey> keys(int firstSeed) {
        List<SimulatedKey> keys = new ArrayList<>();
        for (TrafficPattern traffic : TrafficPattern.values()) {
            IntStream.range(firstSeed, firstSeed + SEEDS).forEach(seed -> keys.add(new SimulatedKey(traffic, seed)));
        }
        return keys;
    }
}
