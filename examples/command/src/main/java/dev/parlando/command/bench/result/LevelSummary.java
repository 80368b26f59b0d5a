package dev.parlando.command.bench.result;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Throughput and latencies of one level of the load. Immutable.
 *
 * @param concurrency number of streams in flight; null for streams at a fixed rate
 * @param streams number of streams
 * @param completed number of completed ones
 * @param streamsPerSecond completed streams per second
 * @param audioPerSecond length of their audio per second
 * @param ttfb time to first byte of the completed streams
 * @param ttfa time to first audio of the completed streams
 */
public record LevelSummary(
        @Nullable Integer concurrency,
        int streams,
        int completed,
        double streamsPerSecond,
        double audioPerSecond,
        Percentiles ttfb,
        Percentiles ttfa) {
    private static final double MICROS_PER_SECOND = 1e6;

    /** Returns the summaries of the levels of a result, in the order of the run. */
    public static List<LevelSummary> of(BenchResult result) {
        return result.conditions().levels().stream()
                .map(level -> of(level, result.streams()))
                .toList();
    }

    private static LevelSummary of(LoadLevel level, List<StreamResult> all) {
        List<StreamResult> streams = all.stream()
                .filter(stream -> Objects.equals(stream.group().concurrency(), level.concurrency()))
                .toList();
        List<StreamResult> completed =
                streams.stream().filter(StreamResult::completed).toList();
        double seconds = Math.max(1, level.wallMicros()) / MICROS_PER_SECOND;
        return new LevelSummary(
                level.concurrency(),
                streams.size(),
                completed.size(),
                completed.size() / seconds,
                sum(completed, StreamResult::audioMicros) / MICROS_PER_SECOND / seconds,
                Percentiles.of(completed, StreamResult::ttfbMicros),
                Percentiles.of(completed, StreamResult::ttfaMicros));
    }

    private static long sum(List<StreamResult> streams, Function<StreamResult, @Nullable Long> value) {
        return streams.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }
}
