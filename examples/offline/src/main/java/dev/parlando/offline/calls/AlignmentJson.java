package dev.parlando.offline.calls;

import dev.parlando.offline.json.Json;
import dev.parlando.transcript.Alignment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A writer of character times in the service's format: seconds, rounded to milliseconds.
 *
 * <p>Times are serialised as they arrive, because the bytes take a tenth of the memory of the characters and numbers.
 * Threading: confined to one thread at a time.
 */
final class AlignmentJson {
    private final ByteArrayOutputStream characters = new ByteArrayOutputStream();
    private final ByteArrayOutputStream starts = new ByteArrayOutputStream();
    private final ByteArrayOutputStream ends = new ByteArrayOutputStream();

    void add(@Nullable Alignment alignment) {
        if (alignment != null) {
            int size = alignment.size();
            append(IntStream.range(0, size).mapToObj(alignment::character).toList(), characters);
            append(seconds(size, alignment::startMillis), starts);
            append(seconds(size, alignment::endMillis), ends);
        }
    }

    private static List<Double> seconds(int size, IntToDoubleFunction millis) {
        return IntStream.range(0, size)
                .mapToObj(i -> Math.round(millis.applyAsDouble(i)) / 1000.0)
                .toList();
    }

    private static void append(List<?> elements, ByteArrayOutputStream list) {
        byte[] bytes = Json.write(elements);
        if (list.size() > 0) {
            list.write(',');
        }
        list.write(bytes, 1, bytes.length - 2);
    }

    /** Writes everything that was added, or {@code null} if nothing was. */
    void writeTo(ByteArrayOutputStream json) {
        if (characters.size() == 0) {
            write("null", json);
            return;
        }
        write("{\"characters\":[", json);
        json.writeBytes(characters.toByteArray());
        write("],\"character_start_times_seconds\":[", json);
        json.writeBytes(starts.toByteArray());
        write("],\"character_end_times_seconds\":[", json);
        json.writeBytes(ends.toByteArray());
        write("]}", json);
    }

    private static void write(String part, ByteArrayOutputStream json) {
        json.writeBytes(part.getBytes(StandardCharsets.US_ASCII));
    }
}
