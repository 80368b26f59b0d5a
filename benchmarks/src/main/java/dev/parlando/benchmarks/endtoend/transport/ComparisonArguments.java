package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The arguments of a {@link TransportComparison}.
 *
 * @param scenario the scenario, or {@code all}
 * @param rounds the number of runs of each client
 * @param seconds the measured duration of a paced run, to which the number of other requests is proportional
 * @param peers the clients to measure
 */
record ComparisonArguments(String scenario, int rounds, int seconds, Set<Peer> peers) {
    private static final String ALL = "all";
    private static final List<String> SCENARIOS = List.of("paced", "bulk", "first", ALL);
    private static final int DEFAULT_ROUNDS = 3;
    private static final int DEFAULT_SECONDS = 10;

    /**
     * Parses the arguments.
     *
     * @throws IllegalArgumentException if an argument is invalid; the message contains it
     */
    static ComparisonArguments parse(String... words) {
        String scenario = words.length > 0 ? words[0] : ALL;
        if (!SCENARIOS.contains(scenario)) {
            throw new IllegalArgumentException(scenario + " is none of " + SCENARIOS);
        }
        EnumSet<Peer> peers = EnumSet.noneOf(Peer.class);
        for (int i = 3; i < words.length; i++) {
            peers.add(Peer.valueOf(words[i].toUpperCase(Locale.ROOT)));
        }
        return new ComparisonArguments(
                scenario,
                positive(words, 1, DEFAULT_ROUNDS),
                positive(words, 2, DEFAULT_SECONDS),
                peers.isEmpty() ? EnumSet.allOf(Peer.class) : peers);
    }

    private static int positive(String[] words, int index, int otherwise) {
        int number = words.length > index ? Integer.parseInt(words[index]) : otherwise;
        if (number < 1) {
            throw new IllegalArgumentException(number + " is not positive");
        }
        return number;
    }

    boolean wants(String name) {
        return scenario.equals(ALL) || scenario.equals(name);
    }
}
