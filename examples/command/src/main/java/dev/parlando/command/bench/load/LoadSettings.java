package dev.parlando.command.bench.load;

import dev.parlando.speech.OutputFormat;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the load. Immutable.
 *
 * @param requests number of measured streams of each level, in all groups together
 * @param warmup number of streams before them
 * @param concurrency numbers of streams in flight, one for each level; not used with a rate
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
        List<Integer> concurrency,
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
        concurrency = List.copyOf(concurrency);
        formats = List.copyOf(formats);
        models = List.copyOf(models);
        voices = List.copyOf(voices);
    }

    /** Returns the number of groups over a number of services. */
    public int groups(int services) {
        return services * formats.size() * models.size() * Math.max(1, voices.size());
    }

    /** Returns the numbers of streams in flight of the levels; null is the only one of a rate. */
    List<@Nullable Integer> levels() {
        return perSecond == null ? Collections.unmodifiableList(concurrency) : Collections.singletonList(null);
    }

    LoadLoop loop(@Nullable Integer level) {
        return level == null
                ? new OpenLoop(Objects.requireNonNull(perSecond), BenchClock.SYSTEM)
                : new ClosedLoop(level);
    }

    /** Returns the largest number of streams in flight. */
    public int maxConcurrency() {
        return Collections.max(concurrency);
    }

    /** Returns the number of measured streams of all levels. */
    public int measuredStreams() {
        return requests * levels().size();
    }

    StreamStarter starter(List<ServiceEndpoint> endpoints) {
        EngineSupply engines = cold ? new ColdEngines(endpoints) : new SharedEngines(endpoints);
        LiveWords live = wordsPerSecond == null ? null : new LiveWords(wordsPerSecond);
        return playback == null
                ? new StreamedLoad(engines, live)
                : new PlayedLoad(engines, playback.name(), maxConcurrency(), live);
    }

    /** Returns the loop in words, such as {@code closed, concurrency 8} or {@code closed, concurrency 1, 2, 4}. */
    public String loopDescription() {
        return perSecond == null
                ? "closed, concurrency "
                        + concurrency.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.format(Locale.ROOT, "open, %s per second", perSecond);
    }

    /** Returns the number of characters that the warm-up and the measured streams send. */
    public long characters(PromptSet prompts, int services) {
        int groups = groups(services);
        return StreamPlan.characters(prompts, groups, warmup)
                + levels().size() * StreamPlan.characters(prompts, groups, requests);
    }
}
