package dev.parlando.voice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the training of a professional clone goes or went; what the service left out is null, empty or false. Immutable.
 *
 * @param allowedToFineTune whether the account may train it
 * @param state how far it is, such as {@code fine_tuned}, by model
 * @param progress 0 to 1, by model
 * @param message what there is to say, by model
 * @param language what is spoken in its samples
 * @param datasetDurationSeconds how long they sound
 * @param sliceIds parts of them
 * @param verificationFailures why its speaker could not be verified
 * @param verificationAttemptsCount how often that was tried
 * @param verificationAttempts each of those
 * @param maxVerificationAttempts how often that may be tried
 * @param nextMaxVerificationAttemptsReset when it may be tried again
 * @param manualVerificationRequested whether people were asked to check
 * @param manualVerification what they were given
 * @param other what else the service said of it: strings, numbers, booleans, lists and maps by name
 */
public record FineTuning(
        boolean allowedToFineTune,
        Map<String, String> state,
        Map<String, Double> progress,
        Map<String, String> message,
        @Nullable String language,
        @Nullable Double datasetDurationSeconds,
        List<String> sliceIds,
        List<String> verificationFailures,
        @Nullable Integer verificationAttemptsCount,
        List<VoiceVerification.Attempt> verificationAttempts,
        @Nullable Integer maxVerificationAttempts,
        @Nullable Instant nextMaxVerificationAttemptsReset,
        boolean manualVerificationRequested,
        @Nullable ManualVerification manualVerification,
        Map<String, Object> other) {
    /**
     * Holds what people were given to check a speaker.
     *
     * @param extraText what was said to them
     * @param requestTime when they were asked
     * @param files what they were sent
     * @param other what else the service said of it
     */
    public record ManualVerification(
            @Nullable String extraText,
            @Nullable Instant requestTime,
            List<VerificationFile> files,
            Map<String, Object> other) {}

    /**
     * Describes a file that people were sent to check a speaker.
     *
     * @param fileId names it in calls
     * @param fileName its name for people
     * @param mimeType such as {@code application/pdf}
     * @param sizeBytes how large it is
     * @param uploadDate when it came
     * @param other what else the service said of it
     */
    public record VerificationFile(
            @Nullable String fileId,
            @Nullable String fileName,
            @Nullable String mimeType,
            @Nullable Long sizeBytes,
            @Nullable Instant uploadDate,
            Map<String, Object> other) {}
}
