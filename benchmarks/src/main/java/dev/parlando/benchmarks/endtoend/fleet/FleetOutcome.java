package dev.parlando.benchmarks.endtoend.fleet;

import java.util.List;

/**
 * Tells how the utterances of one engine, or of several, went. Immutable.
 *
 * @param complete how many were spoken to the end
 * @param failed how many were not
 * @param attempts how often requests were sent for all of them
 * @param streamNanos how long requests held their permits, those of complete utterances together
 */
record FleetOutcome(int complete, int failed, int attempts, long streamNanos) {

    /** Reads what {@link #toLine} wrote. */
    static FleetOutcome parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("no outcome: " + line);
        }
        return new FleetOutcome(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Long.parseLong(parts[3]));
    }

    String toLine() {
        return complete + " " + failed + " " + attempts + " " + streamNanos;
    }

    static FleetOutcome sum(List<FleetOutcome> all) {
        return all.stream().reduce(new FleetOutcome(0, 0, 0, 0), FleetOutcome::plus);
    }

    FleetOutcome plus(FleetOutcome other) {
        return new FleetOutcome(
                complete + other.complete,
                failed + other.failed,
                attempts + other.attempts,
                streamNanos + other.streamNanos);
    }

    /** Returns how long a request held its permit on average, in milliseconds. */
    double meanStreamMillis() {
        return streamNanos / 1e6 / Math.max(1, complete);
    }
}
