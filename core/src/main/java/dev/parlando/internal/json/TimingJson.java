package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one object of an answer with timestamps says besides its audio. Times that do not fit their characters are
 * left out, since the audio is worth something without them. Immutable.
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
        invalidTiming =
                fields.has("alignment") || fields.has("normalized_alignment"); // What was taken is there no more.
        error = fields.has("detail") && !fields.has("audio_base64");
    }

    /** Reads an object; null if it is none. */
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

    /** Returns whether there are times that had to be left out. */
    public boolean hasInvalidTiming() {
        return invalidTiming;
    }

    /** Returns whether the object reports a failure. */
    public boolean isError() {
        return error;
    }
}
