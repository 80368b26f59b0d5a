package dev.parlando.benchmarks.simulation.credits;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A simulation of one month for many keys, with and without anomalies, after two weeks of learning.
 *
 * <p>Prints the detected anomalies with their detection delay, and the false alarms.
 *
 * <p>Usage: {@code Month [FIRST_SEED]}
 */
public final class CreditSimulation {
    private static final int SEEDS = 50;

    /** The meter's constants were tuned on the seeds from 0, so the simulation uses other seeds. */
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
