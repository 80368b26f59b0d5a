package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The arguments of a {@link TransportComparison}.
 *
 * @param scenario the scenario, or {@code all}
 * @param streams the numbers of streams of the paced runs
 * @param rounds the number of runs of each client
 * @param seconds the measured duration of a paced run, to which the number of other requests is proportional
 * @param peers the clients to measure
 */
record ComparisonArguments(String scenario, List<Integer> streams, int rounds, int seconds, Set<Peer> peers) {
    private static final String ALL = "all";
    private static final List<String> SCENARIOS = List.of("paced", "bulk", "first", "together", ALL);
    private static final String DEFAULT_STREAMS = "50";
    private static final int DEFAULT_ROUNDS = 3;
    private static final int DEFAULT_SECONDS = 10;

    /**
     * Parses the arguments.
     *
     * @throws IllegalArgumentException if an argument is invalid; the message contains it
     */
    static ComparisonArguments parse(String... words) {
        String[] scenario = (words.length > 0 ? words[0] : ALL).split(":", 2);
        if (!SCENARIOS.contains(scenario[0])) {
            throw new IllegalArgumentException(scenario[0] + " is none of " + SCENARIOS);
        }
        EnumSet<Peer> peers = EnumSet.noneOf(Peer.class);
        for (int i = 3; i < words.length; i++) {
            peers.add(Peer.valueOf(words[i].toUpperCase(Locale.ROOT)));
        }
        return new ComparisonArguments(
                scenario[0],
                streams(scenario.length > 1 ? scenario[1] : DEFAULT_STREAMS),
                words.length > 1 ? positive(words[1]) : DEFAULT_ROUNDS,
                words.length > 2 ? positive(words[2]) : DEFAULT_SECONDS,
                peers.isEmpty() ? Peer.CLIENTS : peers);
    }

    private static List<Integer> streams(String numbers) {
        return Arrays.stream(numbers.split(",", -1))
                .map(ComparisonArguments::positive)
                .toList();
    }

    private static int positive(String word) {
        int number = Integer.parseInt(word);
        if (number < 1) {
            throw new IllegalArgumentException(number + " is not positive");
        }
        return number;
    }

    boolean wants(String name) {
        return scenario.equals(ALL) || scenario.equals(name);
    }
}
