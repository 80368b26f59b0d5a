package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of one object of a response with timestamps, except its audio. Times that do not fit their characters are
 * dropped, since the audio is useful without them. Immutable.
 */
public final class TimingJson {
    private final @Nullable SpeechTiming timing;
    private final boolean invalidTiming;
    private final boolean error;

    private TimingJson(JsonFields fields) {
        Alignment alignment = fields.object("alignment", TimingJson::alignment);
        Alignment normalizedAlignment = fields.object("normalized_alignment", TimingJson::alignment);
        timing = alignment == null && normalizedAlignment == null
                ? null
                : new SpeechTiming(alignment, normalizedAlignment);
        invalidTiming = fields.has("alignment") || fields.has("normalized_alignment"); // Unreadable fields remain.
        error = fields.has("detail") && !fields.has("audio_base64");
    }

    /** Reads an object; returns null if the JSON is not an object. */
    public static @Nullable TimingJson read(byte[] json, int length) {
        JsonNode root = ResponseJson.parse(json, length);
        return root.isObject() ? new TimingJson(new JsonFields(root)) : null;
    }

    private static @Nullable Alignment alignment(JsonFields fields) {
        List<String> characters = fields.texts("characters");
        List<Double> starts = fields.numbers("character_start_times_seconds");
        List<Double> ends = fields.numbers("character_end_times_seconds");
        return starts.size() == characters.size() && ends.size() == characters.size()
                ? new Alignment(characters, array(starts), array(ends))
                : null;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns the times; null if there are none. */
    public @Nullable SpeechTiming timing() {
        return timing;
    }

    /** Returns whether times had to be dropped. */
    public boolean hasInvalidTiming() {
        return invalidTiming;
    }

    /** Returns whether the object reports a failure. */
    public boolean isError() {
        return error;
    }
}
