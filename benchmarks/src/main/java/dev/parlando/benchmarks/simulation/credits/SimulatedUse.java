package dev.parlando.benchmarks.simulation.credits;

/**
 * Is one request of a simulated key.
 *
 * @param second since 1970
 * @param credits what it cost
 */
record SimulatedUse(long second, int credits) implements Comparable<SimulatedUse> {
    @Override
    public int compareTo(SimulatedUse other) {
        return Long.compare(second, other.second);
    }
}
