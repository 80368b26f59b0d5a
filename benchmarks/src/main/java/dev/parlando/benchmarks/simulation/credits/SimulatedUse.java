package dev.parlando.benchmarks.simulation.credits;

/**
 * One request of a simulated key.
 *
 * @param second the time in seconds since 1970
 * @param credits the cost of the request
 */
record SimulatedUse(long second, int credits) implements Comparable<SimulatedUse> {
    @Override
    public int compareTo(SimulatedUse other) {
        return Long.compare(second, other.second);
    }
}
