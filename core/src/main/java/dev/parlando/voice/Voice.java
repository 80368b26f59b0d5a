package dev.parlando.voice;

import dev.parlando.speech.VoiceSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Voice that a request may name. A value that the service did not send is null, empty or false. Immutable.
 *
 * <p>The service adds fields from time to time. The accessors of this record remain, but its constructor changes.
 *
 * @param voiceId the id for {@link dev.parlando.speech.SpeechRequestBuilder#voice}
 * @param name display name
 * @param category origin of the voice, such as {@code premade} or {@code cloned}
 * @param description short description
 * @param labels properties such as {@code accent} and {@code gender}
 * @param previewUrl URL of an audio sample
 * @param settings stored settings; absent from most lists
 * @param verifiedLanguages languages in which the voice was verified
 * @param highQualityBaseModelIds ids of the models with the best quality for this voice
 * @param availableForTiers plans that may use the voice; empty if all may
 * @param samples recordings from which the voice was cloned
 * @param fineTuning progress or result of the training
 * @param sharing sharing of the voice in the library
 * @param verification verification of the speaker's consent, as far as the service could check it
 * @param collectionIds ids of the collections that contain the voice
 * @param safetyControl safety control that the service applies to the voice, such as {@code CAPTCHA}
 * @param permissionOnResource permission of the account on the voice, such as {@code admin}
 * @param owner whether the account owns the voice
 * @param legacy whether the voice is an old one that newer voices replace
 * @param mixed whether the voice is a mixture of other voices
 * @param bookmarked whether the user has bookmarked the voice
 * @param favoritedAt time at which the user made the voice a favourite
 * @param createdAt time of creation
 * @param recordingQuality rating of the samples by a review, such as {@code studio}
 * @param recordingQualityReason reason for that rating
 * @param labellingStatus state of that review
 * @param other further fields that the service sent: strings, numbers, booleans, lists and maps by name
 */
public record Voice(
        String voiceId,
        @Nullable String name,
        @Nullable String category,
        @Nullable String description,
        Map<String, String> labels,
        @Nullable String previewUrl,
        @Nullable VoiceSettings settings,
        List<VerifiedLanguage> verifiedLanguages,
        List<String> highQualityBaseModelIds,
        List<String> availableForTiers,
        List<VoiceSample> samples,
        @Nullable FineTuning fineTuning,
        @Nullable VoiceSharing sharing,
        @Nullable VoiceVerification verification,
        List<String> collectionIds,
        @Nullable String safetyControl,
        @Nullable String permissionOnResource,
        @Nullable Boolean owner,
        boolean legacy,
        boolean mixed,
        @Nullable Boolean bookmarked,
        @Nullable Instant favoritedAt,
        @Nullable Instant createdAt,
        @Nullable String recordingQuality,
        @Nullable String recordingQualityReason,
        @Nullable String labellingStatus,
        Map<String, Object> other) {
    public Voice {
        Objects.requireNonNull(voiceId, "voiceId");
        labels = Map.copyOf(labels);
        verifiedLanguages = List.copyOf(verifiedLanguages);
        highQualityBaseModelIds = List.copyOf(highQualityBaseModelIds);
        availableForTiers = List.copyOf(availableForTiers);
        samples = List.copyOf(samples);
        collectionIds = List.copyOf(collectionIds);
        Objects.requireNonNull(other, "other");
    }

    /**
     * Language in which a voice was verified.
     *
     * @param language language code, such as {@code en}
     * @param modelId id of the model used for the verification
     * @param accent accent, as in the label {@code accent}
     * @param locale locale, such as {@code en-GB}
     * @param previewUrl URL of an audio sample
     * @param other further fields that the service sent
     */
    public record VerifiedLanguage(
            @Nullable String language,
            @Nullable String modelId,
            @Nullable String accent,
            @Nullable String locale,
            @Nullable String previewUrl,
            Map<String, Object> other) {
        public VerifiedLanguage {
            Objects.requireNonNull(other, "other");
        }
    }
}
