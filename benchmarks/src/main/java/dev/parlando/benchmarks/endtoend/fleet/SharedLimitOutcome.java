package dev.parlando.benchmarks.endtoend.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The outcome of the callers of one or several engines. Immutable.
 *
 * @param failed number of utterances that failed
 * @param live times to first byte of the utterances with the priority {@code LIVE}, in milliseconds
 * @param prefetch the same with the priority {@code PREFETCH}
 */
record SharedLimitOutcome(int failed, List<Long> live, List<Long> prefetch) {
    private static final String GAP = ";";

    /** Parses the output of {@link #toLine}. */
    static SharedLimitOutcome parse(String line) {
        String[] parts = line.split(GAP, -1);
        return new SharedLimitOutcome(Integer.parseInt(parts[0]), millis(parts[1]), millis(parts[2]));
    }

    private static List<Long> millis(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList();
    }

    String toLine() {
        return failed + GAP + join(live) + GAP + join(prefetch);
    }

    private static String join(List<Long> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    static SharedLimitOutcome sum(List<SharedLimitOutcome> all) {
        List<Long> live = new ArrayList<>();
        List<Long> prefetch = new ArrayList<>();
        all.forEach(outcome -> {
            live.addAll(outcome.live);
            prefetch.addAll(outcome.prefetch);
        });
        return new SharedLimitOutcome(
                all.stream().mapToInt(SharedLimitOutcome::failed).sum(), live, prefetch);
    }

    long liveMillis(double quantile) {
        return quantile(live, quantile);
    }

    long prefetchMillis(double quantile) {
        return quantile(prefetch, quantile);
    }

    private static long quantile(List<Long> values, double quantile) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(quantile * sorted.size()) - 1);
    }
}
