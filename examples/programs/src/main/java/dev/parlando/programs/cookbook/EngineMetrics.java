package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.EngineStats;
import dev.parlando.telemetry.StreamEnded;
import dev.parlando.telemetry.TimelineEvent;
import java.util.Objects;
import java.util.OptionalDouble;

/** Prints the measurements of each stream under the names of OpenTelemetry, and the state of the engine. */
final class EngineMetrics implements EngineListener {
    public static void main(String[] arguments) {
        try (SpeechEngine engine =
                SpeechEngine.builder().listener(new EngineMetrics()).build()) {
            engine.warmUp().toCompletableFuture().join();
            System.out.println(describe(engine.stats()));
        }
    }

    static String describe(EngineStats stats) {
        return stats.connections() + ", " + stats.runningStreams() + " running, " + stats.queued() + " queued";
    }

    @Override
    public void onStreamEnded(StreamEnded event) {
        String model = Objects.requireNonNullElse(event.stream().modelId(), "default");
        OptionalDouble firstChunk = event.timeline().millis(TimelineEvent.FIRST_BYTE);
        double seconds = event.durationNanos() / 1e9;
        System.out.println("gen_ai.client.operation.duration{gen_ai.request.model=" + model + "} " + seconds);
        firstChunk.ifPresent(
                millis -> System.out.println("gen_ai.client.operation.time_to_first_chunk " + millis / 1e3));
    }
}
// endregion
