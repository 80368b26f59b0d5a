package dev.parlando.voice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Verification of the speaker of a voice. A value that the service did not send is null, empty or false. Immutable.
 *
 * @param requiresVerification whether a verification is required
 * @param verified whether the speaker has been verified
 * @param verificationFailures reasons why the speaker could not be verified
 * @param verificationAttemptsCount number of attempts
 * @param language language of the text to be spoken
 * @param verificationAttempts the attempts
 * @param other further fields that the service sent: strings, numbers, booleans, lists and maps by name
 */
public record VoiceVerification(
        boolean requiresVerification,
        boolean verified,
        List<String> verificationFailures,
        @Nullable Integer verificationAttemptsCount,
        @Nullable String language,
        List<Attempt> verificationAttempts,
        Map<String, Object> other) {
    public VoiceVerification {
        verificationFailures = List.copyOf(verificationFailures);
        verificationAttempts = List.copyOf(verificationAttempts);
        Objects.requireNonNull(other, "other");
    }

    /**
     * One attempt to verify a speaker.
     *
     * @param text the text to be spoken
     * @param date time of the attempt
     * @param accepted whether the attempt succeeded
     * @param similarity similarity of the recorded voice to the cloned one
     * @param levenshteinDistance edit distance between the text to be spoken and the transcription
     * @param recording the recording of the speaker
     * @param other further fields that the service sent
     */
    public record Attempt(
            @Nullable String text,
            @Nullable Instant date,
            boolean accepted,
            @Nullable Double similarity,
            @Nullable Double levenshteinDistance,
            @Nullable Recording recording,
            Map<String, Object> other) {
        public Attempt {
            Objects.requireNonNull(other, "other");
        }
    }

    /**
     * Recording of the speaker in one attempt.
     *
     * @param recordingId id of the recording in API calls
     * @param mimeType MIME type, such as {@code audio/mpeg}
     * @param sizeBytes size of the recording
     * @param uploadDate time of the upload
     * @param transcription transcription of the recording
     * @param other further fields that the service sent
     */
    public record Recording(
            @Nullable String recordingId,
            @Nullable String mimeType,
            @Nullable Long sizeBytes,
            @Nullable Instant uploadDate,
            @Nullable String transcription,
            Map<String, Object> other) {
        public Recording {
            Objects.requireNonNull(other, "other");
        }
    }
}
