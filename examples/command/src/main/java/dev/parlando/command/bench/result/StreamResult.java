package dev.parlando.command.bench.result;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of one stream, in microseconds. Immutable. A value that does not exist is null.
 *
 * <p>The stages add up to the latencies: up to {@link Stage#FIRST_BYTE} to {@code ttfbMicros}, up to
 * {@link Stage#LEADING_SILENCE} to {@code ttfaMicros}, and all to {@code earMicros}.
 *
 * @param index number of the stream within the run, from 0
 * @param group the settings of the stream
 * @param text index of the text in the prompt set
 * @param characters length of the text
 * @param intendedMicros planned start, since the run began
 * @param startedMicros actual start, since the run began
 * @param outcome {@value #COMPLETED}, or the category of the failure
 * @param message description of the failure
 * @param httpVersion protocol of the connection, such as {@code h2}; empty if no response arrived
 * @param connectionReused whether the connection was open before the request
 * @param stages time spent in each stage
 * @param ttfbMicros from the planned start to the first byte
 * @param ttfaMicros from the planned start to the first byte, and the decoding and leading silence after it
 * @param earMicros from the planned start to the first audible sample at the device
 * @param totalMicros from the planned start to the last byte
 * @param audioMicros length of the decoded audio
 * @param gapsMicros times between consecutive chunks
 * @param underruns gaps in the playback caused by late audio
 */
public record StreamResult(
        int index,
        StreamGroup group,
        int text,
        int characters,
        long intendedMicros,
        long startedMicros,
        String outcome,
        @Nullable String message,
        String httpVersion,
        boolean connectionReused,
        Map<Stage, Long> stages,
        @Nullable Long ttfbMicros,
        @Nullable Long ttfaMicros,
        @Nullable Long earMicros,
        @Nullable Long totalMicros,
        @Nullable Long audioMicros,
        List<Long> gapsMicros,
        int underruns) {
    /** Outcome of a stream whose audio was delivered completely. */
    public static final String COMPLETED = "completed";

    /**
     * Checks the measurements.
     *
     * @throws IllegalArgumentException if the stages do not add up to a latency, or a value is negative
     */
    public StreamResult {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(httpVersion, "httpVersion");
        EnumMap<Stage, Long> ordered = new EnumMap<>(Stage.class);
        ordered.putAll(stages);
        stages = Collections.unmodifiableMap(ordered);
        gapsMicros = List.copyOf(gapsMicros);
        stages.forEach((stage, micros) -> requireNotNegative(index, stage.label(), micros));
        requireSum(index, stages, Stage.FIRST_BYTE, "ttfbMicros", ttfbMicros);
        requireSum(index, stages, Stage.LEADING_SILENCE, "ttfaMicros", ttfaMicros);
        requireSum(index, stages, Stage.DEVICE, "earMicros", earMicros);
    }

    /** Returns whether all audio was delivered. */
    public boolean completed() {
        return outcome.equals(COMPLETED);
    }

    /** Returns the sum of the stages up to and including one. */
    public long sumThrough(Stage last) {
        return sum(stages, last);
    }

    /** Returns the time to the last byte divided by the length of the audio, or null if either is missing. */
    public @Nullable Double realTimeFactor() {
        return totalMicros == null || audioMicros == null || audioMicros == 0
                ? null
                : (double) totalMicros / audioMicros;
    }

    private static long sum(Map<Stage, Long> stages, Stage last) {
        return stages.entrySet().stream()
                .filter(entry -> entry.getKey().compareTo(last) <= 0)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static void requireSum(
            int index, Map<Stage, Long> stages, Stage last, String name, @Nullable Long expected) {
        if (expected == null) {
            return;
        }
        requireNotNegative(index, name, expected);
        long sum = sum(stages, last);
        if (sum != expected) {
            throw new IllegalArgumentException("stream " + index + ": the stages up to '" + last.label() + "' sum to "
                    + sum + " µs, but " + name + " is " + expected);
        }
    }

    private static void requireNotNegative(int index, String name, long micros) {
        if (micros < 0) {
            throw new IllegalArgumentException("stream " + index + ": " + name + " is " + micros + " µs");
        }
    }
}
