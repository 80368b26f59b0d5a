package dev.parlando.voice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Progress or result of the training of a professional clone. A value that the service did not send is null, empty or
 * false. Immutable.
 *
 * @param allowedToFineTune whether the account may train the voice
 * @param state state of the training by model, such as {@code fine_tuned}
 * @param progress progress of the training by model, 0 to 1
 * @param message status message by model
 * @param language language of the samples
 * @param datasetDurationSeconds total duration of the samples, in seconds
 * @param sliceIds ids of the parts of the samples
 * @param verificationFailures reasons why the speaker could not be verified
 * @param verificationAttemptsCount number of attempts to verify the speaker
 * @param verificationAttempts the attempts to verify the speaker
 * @param maxVerificationAttempts maximum number of attempts to verify the speaker
 * @param nextMaxVerificationAttemptsReset time from which further attempts are allowed
 * @param manualVerificationRequested whether a verification by a person was requested
 * @param manualVerification the material for that verification
 * @param other further fields that the service sent: strings, numbers, booleans, lists and maps by name
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
    public FineTuning {
        state = Map.copyOf(state);
        progress = Map.copyOf(progress);
        message = Map.copyOf(message);
        sliceIds = List.copyOf(sliceIds);
        verificationFailures = List.copyOf(verificationFailures);
        verificationAttempts = List.copyOf(verificationAttempts);
        Objects.requireNonNull(other, "other");
    }

    /**
     * Material for the verification of a speaker by a person.
     *
     * @param extraText additional explanation
     * @param requestTime time of the request
     * @param files the files for the verification
     * @param other further fields that the service sent
     */
    public record ManualVerification(
            @Nullable String extraText,
            @Nullable Instant requestTime,
            List<VerificationFile> files,
            Map<String, Object> other) {
        public ManualVerification {
            files = List.copyOf(files);
            Objects.requireNonNull(other, "other");
        }
    }

    /**
     * File for the verification of a speaker by a person.
     *
     * @param fileId id of the file in API calls
     * @param fileName display name
     * @param mimeType MIME type, such as {@code application/pdf}
     * @param sizeBytes size of the file
     * @param uploadDate time of the upload
     * @param other further fields that the service sent
     */
    public record VerificationFile(
            @Nullable String fileId,
            @Nullable String fileName,
            @Nullable String mimeType,
            @Nullable Long sizeBytes,
            @Nullable Instant uploadDate,
            Map<String, Object> other) {
        public VerificationFile {
            Objects.requireNonNull(other, "other");
        }
    }
}
