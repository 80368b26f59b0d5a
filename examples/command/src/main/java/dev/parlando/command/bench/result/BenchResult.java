package dev.parlando.command.bench.result;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Result of a run. Immutable.
 *
 * @param format {@value #FORMAT}
 * @param conditions the conditions of the run
 * @param streams all streams of the measured part, failed ones included, in the order of their starts
 */
public record BenchResult(String format, BenchConditions conditions, List<StreamResult> streams) {
    /** Format of the JSON file. */
    public static final String FORMAT = "parlando-bench/2";

    public BenchResult {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(conditions, "conditions");
        streams = List.copyOf(streams);
    }

    /** Creates a result of the current format. */
    public BenchResult(BenchConditions conditions, List<StreamResult> streams) {
        this(FORMAT, conditions, streams);
    }

    /** Returns the groups in the order of their first streams. */
    public List<StreamGroup> groups() {
        return streams.stream().map(StreamResult::group).distinct().toList();
    }

    /** Returns the streams of a group. */
    public List<StreamResult> streamsOf(StreamGroup group) {
        return streams.stream().filter(stream -> stream.group().equals(group)).toList();
    }

    /** Returns the number of streams of each outcome, sorted by outcome. */
    public Map<String, Long> outcomes() {
        return streams.stream()
                .collect(Collectors.groupingBy(StreamResult::outcome, TreeMap::new, Collectors.counting()));
    }
}
