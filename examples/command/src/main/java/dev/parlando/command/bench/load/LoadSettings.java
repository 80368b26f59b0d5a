package dev.parlando.command.bench.load;

import dev.parlando.speech.OutputFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the load. Immutable.
 *
 * @param requests number of measured streams in all groups together
 * @param warmup number of streams before them
 * @param concurrency number of streams in flight; not used with a rate
 * @param perSecond number of streams that start per second, or null for a closed loop
 * @param cold whether each stream uses a new engine and connection
 * @param playback the device on which the streams are played, or null if they are only decoded
 * @param wordsPerSecond rate at which the texts are written, or null to send them whole
 * @param formats output formats
 * @param models model ids
 * @param voices voice ids; empty for the default voice of each service
 */
public record LoadSettings(
        int requests,
        int warmup,
        int concurrency,
        @Nullable Double perSecond,
        boolean cold,
        @Nullable PlaybackDevice playback,
        @Nullable Double wordsPerSecond,
        List<OutputFormat> formats,
        List<String> models,
        List<String> voices) {
    /**
     * A sound device.
     *
     * @param name its name, {@code none} for no device, or null for the default device
     */
    public record PlaybackDevice(@Nullable String name) {}

    public LoadSettings {
        formats = List.copyOf(formats);
        models = List.copyOf(models);
        voices = List.copyOf(voices);
    }

    /** Returns the number of groups over a number of services. */
    public int groups(int services) {
        return services * formats.size() * models.size() * Math.max(1, voices.size());
    }

    LoadLoop loop() {
        return perSecond == null ? new ClosedLoop(concurrency) : new OpenLoop(perSecond, BenchClock.SYSTEM);
    }

    StreamStarter starter(List<ServiceEndpoint> endpoints) {
        EngineSupply engines = cold ? new ColdEngines(endpoints) : new SharedEngines(endpoints);
        LiveWords live = wordsPerSecond == null ? null : new LiveWords(wordsPerSecond);
        return playback == null
                ? new StreamedLoad(engines, live)
                : new PlayedLoad(engines, playback.name(), concurrency, live);
    }

    /** Returns the loop in words, such as {@code closed, concurrency 8}. */
    public String loopDescription() {
        return loop().description();
    }

    /** Returns the number of characters that the warm-up and the measured streams send. */
    public long characters(PromptSet prompts, int services) {
        int groups = groups(services);
        return StreamPlan.characters(prompts, groups, warmup) + StreamPlan.characters(prompts, groups, requests);
    }
}
