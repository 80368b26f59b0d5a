package dev.parlando.benchmarks.simulation.governor;

/**
 * What the head of an answer says of the concurrency, sampled when the service began to speak.
 *
 * @param current requests at the service, this one included
 * @param maximum the limit
 * @param workspace requests of the whole workspace
 */
record ConcurrencyHeaders(int current, int maximum, int workspace) {
    /** Returns one of the three headers by its name. */
    String header(String name) {
        return String.valueOf(
                switch (name) {
                    case "current-concurrent-requests" -> current;
                    case "maximum-concurrent-requests" -> maximum;
                    case "workspace-concurrent-requests" -> workspace;
                    default -> throw new IllegalArgumentException(name);
                });
    }
}
