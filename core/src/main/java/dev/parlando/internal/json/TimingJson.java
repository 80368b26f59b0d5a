package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.error.ServiceError;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of one object of a response with timestamps, except its audio. Times that do not fit their characters are
 * dropped, since the audio is useful without them. Immutable.
 */
public final class TimingJson {
    private static final int OK = 200;

    private final @Nullable SpeechTiming timing;
    private final boolean invalidTiming;
    private final @Nullable JsonNode error;

    private TimingJson(JsonNode root) {
        JsonFields fields = new JsonFields(root);
        Alignment alignment = fields.object("alignment", TimingJson::alignment);
        Alignment normalizedAlignment = fields.object("normalized_alignment", TimingJson::alignment);
        timing = alignment == null && normalizedAlignment == null
                ? null
                : new SpeechTiming(alignment, normalizedAlignment);
        invalidTiming = fields.has("alignment") || fields.has("normalized_alignment"); // Unreadable fields remain.
        error = ErrorFields.isError(root) ? root : null;
    }

    /** Reads an object; returns null if the JSON is not an object. */
    public static @Nullable TimingJson read(byte[] json, int length) {
        JsonNode root = ResponseJson.parse(json, length);
        return root.isObject() ? new TimingJson(root) : null;
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

    /** Returns the failure that the object reports; null if it reports none. */
    public @Nullable ServiceError error(ErrorRedaction redaction) {
        return error == null ? null : ErrorJson.error(OK, error, redaction, null);
    }
}
