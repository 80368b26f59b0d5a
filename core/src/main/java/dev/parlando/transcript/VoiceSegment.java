package dev.parlando.transcript;

import java.util.Objects;

/**
 * The part of a piece of a dialogue that one line takes. A line may have segments in several pieces. Immutable.
 *
 * <p>Source: {@code voice_segments} of the ElevenLabs API. The values are those of the service, without a check.
 *
 * @param voiceId the voice that speaks
 * @param lineIndex index of the line in the request, from 0
 * @param startMillis start of the segment in the audio, in milliseconds
 * @param endMillis end of the segment in the audio, in milliseconds
 * @param startIndex index of its first character in {@link SpeechTiming#alignment()} of the same piece
 * @param endIndex index after its last character
 */
public record VoiceSegment(
        String voiceId, int lineIndex, double startMillis, double endMillis, int startIndex, int endIndex) {
    public VoiceSegment {
        Objects.requireNonNull(voiceId, "voiceId");
    }

    /** Returns the segment {@code millis} later. */
    public VoiceSegment shifted(double millis) {
        return new VoiceSegment(voiceId, lineIndex, startMillis + millis, endMillis + millis, startIndex, endIndex);
    }
}
