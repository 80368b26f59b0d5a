package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.error.ServiceError;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of one object of a response with timestamps, except its audio. The audio is useful without times, so no
 * damage to them is an error. A missing or unreadable time is that of the adjacent character. Characters without any
 * time are dropped. Immutable.
 */
public final class TimingJson {
    private static final int OK = 200;

    private final @Nullable SpeechTiming timing;
    private boolean damaged;
    private final @Nullable JsonNode error;

    private TimingJson(JsonNode root) {
        JsonFields fields = new JsonFields(root);
        Alignment alignment = alignment(fields, "alignment");
        Alignment normalizedAlignment = alignment(fields, "normalized_alignment");
        timing = alignment == null && normalizedAlignment == null
                ? null
                : new SpeechTiming(alignment, normalizedAlignment);
        error = ErrorFields.isError(root) ? root : null;
    }

    /** Reads an object; returns null if the JSON is not an object. */
    public static @Nullable TimingJson read(byte[] json, int length) {
        JsonNode root = ResponseJson.parse(json, length);
        return root.isObject() ? new TimingJson(root) : null;
    }

    /** Returns the alignment of a field; null if it has none. Only the constructor calls it. */
    private @Nullable Alignment alignment(JsonFields root, String name) {
        Alignment alignment = root.object(name, this::alignment);
        damaged |= root.has(name); // An unreadable field remains.
        return alignment;
    }

    private @Nullable Alignment alignment(JsonFields fields) {
        List<String> characters = fields.list("characters", node -> node.isTextual() ? node.textValue() : "");
        List<Double> starts = fields.list("character_start_times_seconds", TimingJson::seconds);
        List<Double> ends = fields.list("character_end_times_seconds", TimingJson::seconds);
        damaged |= starts.size() != characters.size()
                || ends.size() != characters.size()
                || starts.contains(Double.NaN)
                || ends.contains(Double.NaN);
        boolean timed = Stream.concat(starts.stream(), ends.stream()).anyMatch(Double::isFinite);
        return timed || characters.isEmpty() ? repaired(characters, starts, ends) : null;
    }

    private static double seconds(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? node.doubleValue() : Double.NaN;
    }

    /** Returns an alignment with one time for each character, where missing ones are taken from the previous time. */
    private static Alignment repaired(List<String> characters, List<Double> starts, List<Double> ends) {
        double[] from = new double[characters.size()];
        double[] to = new double[characters.size()];
        double now = Stream.concat(starts.stream(), ends.stream())
                .filter(Double::isFinite)
                .findFirst()
                .orElse(0.0);
        for (int i = 0; i < from.length; i++) {
            from[i] = present(starts, i, now);
            to[i] = present(ends, i, present(starts, i + 1, from[i]));
            now = to[i];
        }
        return new Alignment(characters, from, to);
    }

    private static double present(List<Double> seconds, int index, double otherwise) {
        return index < seconds.size() && Double.isFinite(seconds.get(index)) ? seconds.get(index) : otherwise;
    }

    /** Returns the times; null if there are none. */
    public @Nullable SpeechTiming timing() {
        return timing;
    }

    /** Returns whether times are missing. */
    public boolean isDamaged() {
        return damaged;
    }

    /** Returns the failure that the object reports; null if it reports none. */
    public @Nullable ServiceError error(ErrorRedaction redaction) {
        return error == null ? null : ErrorJson.error(OK, error, redaction, null);
    }
}
