package dev.parlando.offline.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parlando.offline.json.Json;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A line of a stream with timestamps, or a complete file, as parsed by a client. */
public record TimestampedLine(Map<?, ?> members) {
    public static TimestampedLine read(String json) {
        try {
            return new TimestampedLine(
                    (Map<?, ?>) Objects.requireNonNull(Json.read(json.getBytes(StandardCharsets.UTF_8))));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    public byte[] audio() {
        return Base64.getDecoder().decode((String) JsonPath.at(members, "audio_base64"));
    }

    @Nullable
    Alignment alignment(String name) {
        Object alignment = members.get(name);
        return alignment == null
                ? null
                : new Alignment(
                        ((List<?>) JsonPath.at(alignment, "characters"))
                                .stream().map(String::valueOf).toList(),
                        seconds(alignment, "character_start_times_seconds"),
                        seconds(alignment, "character_end_times_seconds"));
    }

    private static double[] seconds(Object alignment, String name) {
        return ((List<?>) JsonPath.at(alignment, name))
                .stream().mapToDouble(second -> ((Number) second).doubleValue()).toArray();
    }

    SpeechTiming timing() {
        return new SpeechTiming(alignment("alignment"), alignment("normalized_alignment"));
    }
}
