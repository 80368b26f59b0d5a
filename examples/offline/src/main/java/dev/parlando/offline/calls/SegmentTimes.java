package dev.parlando.offline.calls;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of a dialogue that one line takes in a response. Immutable.
 *
 * @param voiceId the voice of the line
 * @param startSeconds start of its first character
 * @param endSeconds end of its last character
 * @param from index of its first character
 * @param to index after its last character
 * @param input index of the line
 */
record SegmentTimes(String voiceId, double startSeconds, double endSeconds, int from, int to, int input) {
    private static final double MILLIS = 1000.0;

    /** Returns the segment in a list of characters that has {@code count} others before. */
    SegmentTimes after(int count) {
        return new SegmentTimes(voiceId, startSeconds, endSeconds, from + count, to + count, input);
    }

    /** Returns the segment with the next part of the same line. */
    SegmentTimes and(SegmentTimes next) {
        return new SegmentTimes(voiceId, startSeconds, next.endSeconds, from, next.to, input);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("voice_id", voiceId);
        json.put("start_time_seconds", Math.round(startSeconds * MILLIS) / MILLIS);
        json.put("end_time_seconds", Math.round(endSeconds * MILLIS) / MILLIS);
        json.put("character_start_index", from);
        json.put("character_end_index", to);
        json.put("dialogue_input_index", input);
        return json;
    }
}
