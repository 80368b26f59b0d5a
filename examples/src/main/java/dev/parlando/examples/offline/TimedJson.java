package dev.parlando.examples.offline;

import dev.parlando.timing.Alignment;
import dev.parlando.timing.SpeechTiming;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes audio and the times of its characters as the service does: audio in base64, times in seconds. */
final class TimedJson {
    static final byte[] HEAD = "{\"audio_base64\":\"".getBytes(StandardCharsets.US_ASCII);

    private TimedJson() {}

    /** Returns a whole object and the end of its line. */
    static byte[] line(byte[] audio, SpeechTiming timing) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(HEAD);
        line.writeBytes(Base64.getEncoder().encode(audio));
        line.writeBytes(tail(timing));
        line.write('\n');
        return line.toByteArray();
    }

    /** Returns what comes behind the audio. */
    static byte[] tail(SpeechTiming timing) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("alignment", describe(timing.sent()));
        members.put("normalized_alignment", describe(timing.spoken()));
        byte[] object = Json.write(members);
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        tail.write('"');
        tail.write(',');
        tail.write(object, 1, object.length - 1);
        return tail.toByteArray();
    }

    private static @Nullable Object describe(@Nullable Alignment alignment) {
        if (alignment == null) {
            return null;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(
                "characters",
                IntStream.range(0, alignment.size())
                        .mapToObj(alignment::character)
                        .toList());
        members.put("character_start_times_seconds", seconds(alignment.size(), alignment::startMillis));
        members.put("character_end_times_seconds", seconds(alignment.size(), alignment::endMillis));
        return members;
    }

    private static List<Double> seconds(int size, IntToDoubleFunction millis) {
        return IntStream.range(0, size)
                .mapToObj(i -> Math.round(millis.applyAsDouble(i)) / 1000.0)
                .toList();
    }
}
