package dev.parlando.benchmarks.simulation.governor;

/**
 * The concurrency values of the response headers, sampled when the service started the stream.
 *
 * @param current the number of requests at the service, including this one
 * @param maximum the limit
 * @param workspace the number of requests of the whole workspace
 */
record ConcurrencyHeaders(int current, int maximum, int workspace) {
    /** Returns the value of one of the three headers by its name. */
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
