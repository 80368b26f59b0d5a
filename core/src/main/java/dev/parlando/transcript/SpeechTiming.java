package dev.parlando.transcript;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times of the characters in one piece of a response. The pieces of a response follow one another.
 *
 * @param alignment times for the text as it was sent; null if the service did not send them
 * @param normalizedAlignment times for the text as it is spoken, with numbers and similar text spelled out; null if the service did
 *     not send them
 * @param voiceSegments the lines of a dialogue in this piece, in order; empty for any other speech
 */
public record SpeechTiming(
        @Nullable Alignment alignment, @Nullable Alignment normalizedAlignment, List<VoiceSegment> voiceSegments) {
    public SpeechTiming {
        voiceSegments = List.copyOf(voiceSegments);
    }

    /** Creates the times of speech that is not a dialogue. */
    public SpeechTiming(@Nullable Alignment alignment, @Nullable Alignment normalizedAlignment) {
        this(alignment, normalizedAlignment, List.of());
    }

    /** Returns the times of the same characters, {@code millis} later. */
    public SpeechTiming shifted(double millis) {
        return new SpeechTiming(
                alignment == null ? null : alignment.shifted(millis),
                normalizedAlignment == null ? null : normalizedAlignment.shifted(millis),
                voiceSegments.stream().map(segment -> segment.shifted(millis)).toList());
    }
}
