package dev.parlando.voice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the speaker of a voice was verified; what the service left out is null, empty or false. Immutable.
 *
 * @param requiresVerification whether that is needed
 * @param verified whether it was done
 * @param verificationFailures why it could not be
 * @param verificationAttemptsCount how often it was tried
 * @param language what was to be spoken
 * @param verificationAttempts each of the attempts
 * @param other what else the service said of it: strings, numbers, booleans, lists and maps by name
 */
public record VoiceVerification(
        boolean requiresVerification,
        boolean verified,
        List<String> verificationFailures,
        @Nullable Integer verificationAttemptsCount,
        @Nullable String language,
        List<Attempt> verificationAttempts,
        Map<String, Object> other) {
    /**
     * Is one attempt to verify a speaker.
     *
     * @param text what was to be spoken
     * @param date when
     * @param accepted whether it was enough
     * @param similarity of the voices
     * @param levenshteinDistance of what was spoken from what was to be
     * @param recording what was spoken
     * @param other what else the service said of it
     */
    public record Attempt(
            @Nullable String text,
            @Nullable Instant date,
            boolean accepted,
            @Nullable Double similarity,
            @Nullable Double levenshteinDistance,
            @Nullable Recording recording,
            Map<String, Object> other) {}

    /**
     * Describes what was spoken in an attempt.
     *
     * @param recordingId names it in calls
     * @param mimeType such as {@code audio/mpeg}
     * @param sizeBytes how large it is
     * @param uploadDate when it came
     * @param transcription what was understood
     * @param other what else the service said of it
     */
    public record Recording(
            @Nullable String recordingId,
            @Nullable String mimeType,
            @Nullable Long sizeBytes,
            @Nullable Instant uploadDate,
            @Nullable String transcription,
            Map<String, Object> other) {}
}
