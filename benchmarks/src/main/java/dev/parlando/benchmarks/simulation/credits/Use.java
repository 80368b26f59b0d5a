package dev.parlando.benchmarks.simulation.credits;

/**
 * Is one request of a simulated key.
 *
 * @param second since 1970
 * @param credits what it cost
 */
record Use(long second, int credits) implements Comparable<Use> {
    @Override
    public int compareTo(Use other) {
        return Long.compare(second, other.second);
    }
}
