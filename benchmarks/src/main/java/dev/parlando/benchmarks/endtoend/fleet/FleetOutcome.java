package dev.parlando.benchmarks.endtoend.fleet;

import java.util.List;

/**
 * The outcome of the utterances of one or several engines. Immutable.
 *
 * @param complete the number of utterances that completed
 * @param failed the number of utterances that did not complete
 * @param attempts the number of requests sent, including retries
 * @param streamNanos the time for which complete utterances held their permits, summed over all of them
 */
record FleetOutcome(int complete, int failed, int attempts, long streamNanos) {

    /** Parses the output of {@link #toLine}. */
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

    /** Returns the mean time for which a complete utterance held its permit, in milliseconds. */
    double meanStreamMillis() {
        return streamNanos / 1e6 / Math.max(1, complete);
    }
}
