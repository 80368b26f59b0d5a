package dev.parlando.benchmarks.simulation.credits;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Simulates a month of many keys, after two weeks in which the meter learns, with and without anomalies: {@code Month [FIRST_SEED]}.
 *
 * <p>Prints what was found and after how long, and what was taken for an anomaly and was none.
 */
public final class Month {
    private static final int SEEDS = 50;

    /** The meter's constants were chosen on the seeds from 0. */
    private static final int FIRST_SEED = 1_000;

    private Month() {}

    public static void main(String[] arguments) {
        int firstSeed = arguments.length > 0 ? Integer.parseInt(arguments[0]) : FIRST_SEED;
        List<Key> keys = keys(firstSeed);
        System.out.print(Found.table(keys));
        System.out.println();
        System.out.print(FalseAlarms.table(keys));
    }

    private static List<Key> keys(int firstSeed) {
        List<Key> keys = new ArrayList<>();
        for (Traffic traffic : Traffic.values()) {
            IntStream.range(firstSeed, firstSeed + SEEDS).forEach(seed -> keys.add(new Key(traffic, seed)));
        }
        return keys;
    }
}
