package dev.parlando.offline.calls;

import dev.parlando.transcript.SpeechTiming;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A writer of one JSON object in the service's format: audio in base64, followed by the times of its characters.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class TimestampedAudioJson {
    static final byte[] PREFIX = "{\"audio_base64\":\"".getBytes(StandardCharsets.US_ASCII);

    private final AlignmentJson sent = new AlignmentJson();
    private final AlignmentJson spoken = new AlignmentJson();

    /** Returns a complete object with a line feed. */
    static byte[] line(byte[] audio, SpeechTiming timing) {
        TimestampedAudioJson json = new TimestampedAudioJson();
        json.add(timing);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(PREFIX);
        line.writeBytes(Base64.getEncoder().encode(audio));
        line.writeBytes(json.suffix());
        line.write('\n');
        return line.toByteArray();
    }

    void add(SpeechTiming timing) {
        sent.add(timing.alignment());
        spoken.add(timing.normalizedAlignment());
    }

    /** Returns the part of the object after the audio. */
    byte[] suffix() {
        ByteArrayOutputStream suffix = new ByteArrayOutputStream();
        suffix.writeBytes("\",\"alignment\":".getBytes(StandardCharsets.US_ASCII));
        sent.writeTo(suffix);
        suffix.writeBytes(",\"normalized_alignment\":".getBytes(StandardCharsets.US_ASCII));
        spoken.writeTo(suffix);
        suffix.write('}');
        return suffix.toByteArray();
    }
}
