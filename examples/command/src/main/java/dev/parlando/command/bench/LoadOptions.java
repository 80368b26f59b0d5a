package dev.parlando.command.bench;

import dev.parlando.command.bench.load.LoadSettings;
import dev.parlando.command.bench.load.PromptSet;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.OutputFormat;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the load. */
final class LoadOptions {
    private static final int MAX_STREAMS = 1_000_000;
    private static final int MAX_CONCURRENCY = 1_000;
    private static final int DEFAULT_CONCURRENCY = 8;

    @Option(
            names = "--requests",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "Measured streams, of all formats, models and voices together (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--concurrency",
            paramLabel = "NUMBER",
            description = "Streams in flight; each starts when another one has ended (default: 8).")
    private @Nullable Integer concurrency;

    @Option(
            names = "--warmup",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "Streams before the measured ones (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(names = "--cold", description = "Use a new engine and a new connection for each stream.")
    private boolean cold;

    @Option(
            names = "--formats",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "mp3_44100_128",
            description = "Output formats, see 'parlando formats' (default: ${DEFAULT-VALUE}).")
    private List<String> formats = List.of();

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "ID",
            defaultValue = "eleven_flash_v2_5",
            description = "Models, see 'parlando models' (default: ${DEFAULT-VALUE}).")
    private List<String> models = List.of();

    @Option(
            names = "--voices",
            split = ",",
            paramLabel = "ID",
            description = "Voices, see 'parlando voices'; the first if not set.")
    private List<String> voices = List.of();

    @Option(
            names = "--texts",
            paramLabel = "FILE",
            description = "A file with one text on each line; 30 built-in sentences if not set.")
    private @Nullable Path texts;

    /**
     * Returns the settings.
     *
     * @param services number of services that are compared
     * @throws InvalidRequestException if an option is invalid
     */
    LoadSettings settings(int services) {
        LoadSettings settings = new LoadSettings(
                requireRange("--requests", requests, 1, MAX_STREAMS),
                requireRange("--warmup", warmup, 0, MAX_STREAMS),
                requireRange(
                        "--concurrency", concurrency == null ? DEFAULT_CONCURRENCY : concurrency, 1, MAX_CONCURRENCY),
                cold,
                distinct("--formats", formats).stream().map(LoadOptions::format).toList(),
                distinct("--models", models),
                distinct("--voices", voices));
        int groups = settings.groups(services);
        if (requests < groups) {
            throw new InvalidRequestException(
                    "--requests", requests + " is less than the number of combinations, " + groups);
        }
        return settings;
    }

    PromptSet prompts() {
        return texts == null ? PromptSet.builtIn() : PromptSet.read(texts);
    }

    private static OutputFormat format(String name) {
        try {
            return OutputFormat.parse(name);
        } catch (InvalidRequestException withAllNames) {
            throw new InvalidRequestException("--formats", "'" + name + "' is not a format; see 'parlando formats'");
        }
    }

    private static List<String> distinct(String option, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value.isBlank() || values.indexOf(value) < i) {
                throw new InvalidRequestException(
                        option, value.isBlank() ? "has an empty value" : "names '" + value + "' twice");
            }
        }
        return values;
    }

    private static int requireRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidRequestException(option, value + " is not from " + min + " to " + max);
        }
        return value;
    }
}
