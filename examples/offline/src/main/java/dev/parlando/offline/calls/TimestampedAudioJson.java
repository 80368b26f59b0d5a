package dev.parlando.offline.calls;

import dev.parlando.offline.json.Json;
import dev.parlando.transcript.Alignment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A writer of one JSON object in the service's format: audio in base64, followed by the times of its characters, and by
 * the lines of a dialogue.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class TimestampedAudioJson {
    static final byte[] PREFIX = "{\"audio_base64\":\"".getBytes(StandardCharsets.US_ASCII);

    private final AlignmentJson sent = new AlignmentJson();
    private final AlignmentJson spoken = new AlignmentJson();
    private final List<SegmentTimes> segments = new ArrayList<>();
    private boolean dialogue;
    private int characters;

    /** Returns a complete object with a line feed. */
    static byte[] line(byte[] audio, TimingFeed.Part timing) {
        TimestampedAudioJson json = new TimestampedAudioJson();
        json.add(timing);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(PREFIX);
        line.writeBytes(Base64.getEncoder().encode(audio));
        line.writeBytes(json.suffix());
        line.write('\n');
        return line.toByteArray();
    }

    void add(TimingFeed.Part part) {
        List<SegmentTimes> lines = part.segments();
        if (lines != null) {
            dialogue = true;
            lines.forEach(line -> addSegment(line.after(characters)));
        }
        Alignment alignment = part.timing().alignment();
        characters += alignment == null ? 0 : alignment.size();
        sent.add(alignment);
        spoken.add(part.timing().normalizedAlignment());
    }

    private void addSegment(SegmentTimes segment) {
        int last = segments.size() - 1;
        if (last >= 0 && segments.get(last).input() == segment.input()) {
            segments.set(last, segments.get(last).and(segment));
        } else {
            segments.add(segment);
        }
    }

    /** Returns the part of the object after the audio. */
    byte[] suffix() {
        ByteArrayOutputStream suffix = new ByteArrayOutputStream();
        suffix.writeBytes("\",\"alignment\":".getBytes(StandardCharsets.US_ASCII));
        sent.writeTo(suffix);
        suffix.writeBytes(",\"normalized_alignment\":".getBytes(StandardCharsets.US_ASCII));
        spoken.writeTo(suffix);
        if (dialogue) {
            suffix.writeBytes(",\"voice_segments\":".getBytes(StandardCharsets.US_ASCII));
            suffix.writeBytes(
                    Json.write(segments.stream().map(SegmentTimes::toJson).toList()));
        }
        suffix.write('}');
        return suffix.toByteArray();
    }
}
