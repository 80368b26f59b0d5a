package dev.parlando.voice;

import dev.parlando.speech.VoiceSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a voice that a request may name; what the service left out is null, empty or false. Immutable.
 *
 * <p>The service's words grow, and this record with them: its accessors stay, its constructor changes.
 *
 * @param voiceId the id for {@link dev.parlando.speech.SpeechRequestBuilder#voice}
 * @param name its name for people
 * @param category how it was made, such as {@code premade} or {@code cloned}
 * @param description a sentence about it
 * @param labels properties such as {@code accent} and {@code gender}
 * @param previewUrl where a sample can be heard
 * @param settings its stored settings; most lists leave them out
 * @param verifiedLanguages languages that it was checked in
 * @param highQualityBaseModelIds models that it sounds best with
 * @param availableForTiers plans that it is for; empty for all
 * @param samples what it was cloned from
 * @param fineTuning how its training goes or went
 * @param sharing how it is shared in the library
 * @param verification whether its speaker agreed, as far as the service could check
 * @param collectionIds collections that it belongs to
 * @param safetyControl what the service has against it, such as {@code CAPTCHA}
 * @param permissionOnResource what the account may do with it, such as {@code admin}
 * @param owner whether it is the account's own
 * @param legacy whether it is an old one that others replace
 * @param mixed whether it is a mixture of others
 * @param bookmarked whether the user has marked it
 * @param favoritedAt when the user made it a favourite
 * @param createdAt when it was made
 * @param recordingQuality what a review says of its samples, such as {@code studio}
 * @param recordingQualityReason why
 * @param labellingStatus how far that review is
 * @param other what else the service said of it: strings, numbers, booleans, lists and maps by name
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
    /**
     * Names a language that a voice was checked in.
     *
     * @param language its code, such as {@code en}
     * @param modelId the model that it was checked with
     * @param accent as the label
     * @param locale such as {@code en-GB}
     * @param previewUrl where a sample can be heard
     * @param other what else the service said of it
     */
    public record VerifiedLanguage(
            @Nullable String language,
            @Nullable String modelId,
            @Nullable String accent,
            @Nullable String locale,
            @Nullable String previewUrl,
            Map<String, Object> other) {}
}
