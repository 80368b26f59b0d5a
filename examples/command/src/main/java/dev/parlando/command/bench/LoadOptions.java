package dev.parlando.command.bench;

import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.command.bench.load.LoadSettings;
import dev.parlando.command.bench.load.PromptSet;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.AudioCodec;
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
    private static final double MIN_RATE = 0.01;
    private static final double MAX_RATE = 10_000;

    @Option(
            names = "--requests",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "Measured streams, of all formats, models and voices together (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--concurrency",
            split = ",",
            paramLabel = "NUMBER",
            description =
                    "Streams in flight; each starts when another one has ended (default: 8, with --play 1). A list"
                            + " runs --requests streams at each level, one level after the other.")
    private List<Integer> concurrency = List.of();

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            description = "Start this number of streams per second, however slow the service is. The latencies count"
                    + " from the planned starts.")
    private @Nullable Double perSecond;

    @Option(
            names = "--warmup",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "Streams before the measured ones (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(names = "--cold", description = "Use a new engine and a new connection for each stream.")
    private boolean cold;

    @Option(
            names = "--live",
            arity = "0..1",
            paramLabel = "RATE",
            fallbackValue = "20",
            description = "Write each text word by word, as a language model does, RATE words per second"
                    + " (20 if not given).")
    private @Nullable Double wordsPerSecond;

    @Option(names = "--play", description = "Play each stream, and measure the time to ear.")
    private boolean play;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Sound device for --play, see 'parlando devices'; 'none' turns sound off.")
    private @Nullable String device;

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
        checkCombination();
        LoadSettings settings = new LoadSettings(
                requireRange("--requests", requests, 1, MAX_STREAMS),
                requireRange("--warmup", warmup, 0, MAX_STREAMS),
                levels(play ? 1 : DEFAULT_CONCURRENCY),
                requireRate("--rate", perSecond),
                cold,
                play ? new LoadSettings.PlaybackDevice(device) : null,
                requireRate("--live", wordsPerSecond),
                distinct("--formats", formats).stream().map(this::format).toList(),
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

    private void checkCombination() {
        if (perSecond != null && !concurrency.isEmpty()) {
            throw new InvalidRequestException("--concurrency", "does not go with --rate; leave one out");
        }
        if (perSecond != null && play) {
            throw new InvalidRequestException(
                    "--rate", "does not go with --play, which needs a line for each stream; use --concurrency");
        }
        if (device != null && !play) {
            throw new InvalidRequestException("--device", "is for --play; add it, or leave --device out");
        }
    }

    private List<Integer> levels(int standard) {
        distinct("--concurrency", concurrency.stream().map(String::valueOf).toList());
        concurrency.forEach(level -> requireRange("--concurrency", level, 1, MAX_CONCURRENCY));
        return concurrency.isEmpty() ? List.of(standard) : concurrency;
    }

    private OutputFormat format(String name) {
        OutputFormat format = parse(name);
        if (play && !AudioDecoders.canDecode(format)) {
            throw new InvalidRequestException("--formats", "'" + name + "' cannot be played; leave out --play");
        }
        if (wordsPerSecond != null && format.codec() == AudioCodec.WAV) {
            throw new InvalidRequestException("--formats", "'" + name + "' does not go with --live; use pcm");
        }
        return format;
    }

    private static OutputFormat parse(String name) {
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

    private static @Nullable Double requireRate(String option, @Nullable Double perSecond) {
        if (perSecond != null && !(perSecond >= MIN_RATE && perSecond <= MAX_RATE)) {
            throw new InvalidRequestException(
                    option, perSecond + " is not from " + MIN_RATE + " to " + MAX_RATE + " per second");
        }
        return perSecond;
    }

    private static int requireRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidRequestException(option, value + " is not from " + min + " to " + max);
        }
        return value;
    }
}
