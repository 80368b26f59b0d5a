package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.transcript.VoiceSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of the segments of a dialogue. A segment without a voice, or with a value that is not a number, is left out,
 * because the audio is useful without it. Stateless.
 */
final class VoiceSegmentReader {
    private static final double MILLIS_PER_SECOND = 1000;

    private VoiceSegmentReader() {}

    static List<VoiceSegment> read(JsonNode list) {
        List<VoiceSegment> segments = new ArrayList<>();
        for (JsonNode segment : list) {
            if (isComplete(segment)) {
                segments.add(new VoiceSegment(
                        segment.get("voice_id").textValue(),
                        segment.get("dialogue_input_index").intValue(),
                        segment.get("start_time_seconds").doubleValue() * MILLIS_PER_SECOND,
                        segment.get("end_time_seconds").doubleValue() * MILLIS_PER_SECOND,
                        segment.get("character_start_index").intValue(),
                        segment.get("character_end_index").intValue()));
            }
        }
        return segments;
    }

    private static boolean isComplete(JsonNode segment) {
        return segment.path("voice_id").isTextual()
                && segment.path("dialogue_input_index").canConvertToInt()
                && isTime(segment.path("start_time_seconds"))
                && isTime(segment.path("end_time_seconds"))
                && segment.path("character_start_index").canConvertToInt()
                && segment.path("character_end_index").canConvertToInt();
    }

    private static boolean isTime(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }
}
