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
 * Knows which formats the offline voice can send, and keeps the resampling tables they need.
 *
 * <p>Threading: thread safe. There are at most two tables for each of seven rates.
 */
public final class OfflineFormats {
    private final Map<List<Integer>, PolyphaseFilter> filters = new ConcurrentHashMap<>();

    /** Returns the table from a voice's recording to a format; the first call for a pair takes some milliseconds. */
    PolyphaseFilter filter(OfflineVoice voice, OutputFormat format) {
        int inHz = voice.recording().sampleRateHz();
        int outHz = format.sampleRateHz();
        return filters.computeIfAbsent(List.of(inHz, outHz), rates -> PolyphaseFilter.between(inHz, outHz));
    }

    /**
     * Finds the format that a request names.
     *
     * @param name value of the query parameter {@code output_format}, or null for the default
     * @param streamed whether the audio is to be sent while it is generated, which WAV cannot be
     */
    static OutputFormat parse(@Nullable String name, boolean streamed) {
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
