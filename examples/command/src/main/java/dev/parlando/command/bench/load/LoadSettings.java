package dev.parlando.command.bench.load;

import dev.parlando.speech.OutputFormat;
import java.util.List;

/**
 * Settings of the load. Immutable.
 *
 * @param requests number of measured streams in all groups together
 * @param warmup number of streams before them
 * @param concurrency number of streams in flight
 * @param cold whether each stream uses a new engine and connection
 * @param formats output formats
 * @param models model ids
 * @param voices voice ids; empty for the default voice of each service
 */
public record LoadSettings(
        int requests,
        int warmup,
        int concurrency,
        boolean cold,
        List<OutputFormat> formats,
        List<String> models,
        List<String> voices) {
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
        return new ClosedLoop(concurrency);
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
