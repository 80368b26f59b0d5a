package dev.parlando.benchmarks.endtoend.telephony;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The arguments of {@link CallLoad}.
 *
 * @param calls the number of concurrent calls
 * @param seconds the duration of a measurement
 * @param bridges the bridges to measure
 */
record CallLoadArguments(int calls, int seconds, List<BridgeKind> bridges) {
    private static final int DEFAULT_CALLS = 500;
    private static final int DEFAULT_SECONDS = 60;

    /**
     * Parses the arguments.
     *
     * @throws IllegalArgumentException if an argument is invalid; the message contains it
     */
    static CallLoadArguments parse(String... words) {
        List<BridgeKind> bridges = Arrays.stream(words)
                .skip(2)
                .map(word -> BridgeKind.valueOf(word.toUpperCase(Locale.ROOT)))
                .toList();
        return new CallLoadArguments(
                words.length > 0 ? positive(words[0]) : DEFAULT_CALLS,
                words.length > 1 ? positive(words[1]) : DEFAULT_SECONDS,
                bridges.isEmpty() ? List.of(BridgeKind.values()) : bridges);
    }

    private static int positive(String word) {
        int number = Integer.parseInt(word);
        if (number < 1) {
            throw new IllegalArgumentException(number + " is not positive");
        }
        return number;
    }
}
