package dev.parlando.command.bench.compare;

import dev.parlando.command.bench.result.Latency;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A latency or a stage that both results have. Immutable.
 *
 * @param latency the latency, or null for a stage
 * @param stage the stage, or null for a latency
 * @param parts the stages whose sum is compared; none for a latency
 */
record ComparedQuantity(@Nullable Latency latency, @Nullable Stage stage, List<Stage> parts) {
    /** Returns the latencies of two results, then the stages up to the last common latency. */
    static List<ComparedQuantity> common(List<StreamResult> before, List<StreamResult> after) {
        List<Latency> latencies = Arrays.stream(Latency.values())
                .filter(latency -> has(before, latency) && has(after, latency))
                .toList();
        List<ComparedQuantity> quantities = new ArrayList<>();
        latencies.forEach(latency -> quantities.add(new ComparedQuantity(latency, null, List.of())));
        boolean serversReport = has(before, Stage.SERVER) && has(after, Stage.SERVER);
        for (Stage stage : Stage.values()) {
            List<Stage> parts = parts(stage, serversReport);
            boolean passed = parts.stream().anyMatch(part -> has(before, part) || has(after, part));
            if (latencies.contains(firstWith(stage)) && passed) {
                quantities.add(new ComparedQuantity(null, stage, parts));
            }
        }
        return quantities;
    }

    /** Returns the stage itself. The server's time is part of the response headers unless both servers reported it. */
    private static List<Stage> parts(Stage stage, boolean serversReport) {
        return switch (stage) {
            case SERVER -> serversReport ? List.of(stage) : List.of();
            case HEADERS -> serversReport ? List.of(stage) : List.of(Stage.SERVER, stage);
            default -> List.of(stage);
        };
    }

    /** Returns the first latency that contains a stage. */
    private static Latency firstWith(Stage stage) {
        return switch (stage) {
            case DEVICE -> Latency.EAR;
            case FIRST_DECODED, LEADING_SILENCE -> Latency.TTFA;
            default -> Latency.TTFB;
        };
    }

    private static boolean has(List<StreamResult> streams, Latency latency) {
        return streams.stream().anyMatch(stream -> latency.micros(stream) != null);
    }

    private static boolean has(List<StreamResult> streams, Stage stage) {
        return streams.stream().anyMatch(stream -> stream.stages().getOrDefault(stage, 0L) > 0);
    }

    String label() {
        return latency != null ? latency.label() : Objects.requireNonNull(stage).label();
    }

    /** Returns whether the stream has the latency; a stage that it did not pass took no time. */
    boolean isKnown(StreamResult stream) {
        return latency == null || latency.micros(stream) != null;
    }

    double[] millis(List<StreamResult> streams) {
        return streams.stream().mapToDouble(stream -> micros(stream) / 1000.0).toArray();
    }

    private long micros(StreamResult stream) {
        return latency != null
                ? Objects.requireNonNull(latency.micros(stream))
                : parts.stream()
                        .mapToLong(part -> stream.stages().getOrDefault(part, 0L))
                        .sum();
    }
}
