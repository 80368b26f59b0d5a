package dev.parlando.offline.calls;

import dev.parlando.audio.resample.PolyphaseFilter;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.speech.OutputFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The formats of the offline voice, and a cache of the resampling filters for them.
 *
 * <p>Threading: thread safe. Memory: at most two filters for each of seven sample rates.
 */
public final class OfflineFormats {
    private final Map<List<Integer>, PolyphaseFilter> filters = new ConcurrentHashMap<>();

    /**
     * Returns the filter from a voice's recording to a format. The first call for a pair of rates takes some
     * milliseconds.
     */
    public PolyphaseFilter filter(OfflineVoice voice, OutputFormat format) {
        int inHz = voice.recording().sampleRateHz();
        int outHz = format.sampleRateHz();
        return filters.computeIfAbsent(List.of(inHz, outHz), rates -> PolyphaseFilter.between(inHz, outHz));
    }

    /**
     * Finds a requested format.
     *
     * @param name value of the query parameter {@code output_format}, or null for the default
     * @param streamed whether the audio is sent while it is generated, which WAV does not support
     * @throws HttpErrorException if there is no such format
     */
    public static OutputFormat parse(@Nullable String name, boolean streamed) {
        if (name == null) {
            return OutputFormat.MP3_44100_128;
        }
        List<OutputFormat> allowed = OutputFormat.documented().stream()
                .filter(format -> format.isStreamed() || !streamed)
                .toList();
        return allowed.stream()
                .filter(format -> format.value().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, allowed));
    }

    private static HttpErrorException unknown(String name, List<OutputFormat> allowed) {
        return HttpErrorException.of(
                403,
                "validation_error",
                "invalid_output_format",
                "invalid_output_format",
                "Invalid output format '" + name + "'. Must be one of: " + allowed,
                "output_format");
    }
}
