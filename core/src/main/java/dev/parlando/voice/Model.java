package dev.parlando.voice;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a model that a request may name; what the service left out is null, empty or false. Immutable.
 *
 * <p>The service's words grow, and this record with them: its accessors stay, its constructor changes.
 *
 * @param modelId the id for {@link dev.parlando.speech.SpeechRequestBuilder#model}
 * @param name its name for people
 * @param description a sentence about it
 * @param canDoTextToSpeech whether it speaks at all
 * @param canDoVoiceConversion whether it turns one voice into another
 * @param canUseStyle whether it heeds the voice setting {@code style}
 * @param canUseSpeakerBoost whether it heeds the voice setting {@code use_speaker_boost}
 * @param canBeFinetuned whether voices can be trained for it
 * @param servesProVoices whether it speaks with professional clones
 * @param requiresAlphaAccess whether it is for testers only
 * @param maximumTextLength documented limit of one request, in code points
 * @param maxCharactersRequestFreeUser the same on a free plan
 * @param maxCharactersRequestSubscribedUser the same on a paid plan
 * @param languages the languages it speaks
 * @param tokenCostFactor what it costs beside others; some of half the price say 1 too
 * @param rates what it costs
 * @param concurrencyGroup models of one group share one limit of concurrent requests
 * @param other what else the service said of it: strings, numbers, booleans, lists and maps by name
 */
public record Model(
        String modelId,
        @Nullable String name,
        @Nullable String description,
        boolean canDoTextToSpeech,
        boolean canDoVoiceConversion,
        boolean canUseStyle,
        boolean canUseSpeakerBoost,
        boolean canBeFinetuned,
        boolean servesProVoices,
        boolean requiresAlphaAccess,
        @Nullable Integer maximumTextLength,
        @Nullable Integer maxCharactersRequestFreeUser,
        @Nullable Integer maxCharactersRequestSubscribedUser,
        List<Language> languages,
        @Nullable Double tokenCostFactor,
        @Nullable Rates rates,
        @Nullable String concurrencyGroup,
        Map<String, Object> other) {
    /** The model that the service takes when a request names none. */
    public static final String DEFAULT_ID = "eleven_multilingual_v2";

    /**
     * Names a language that a model speaks.
     *
     * @param languageId its code, such as {@code en}
     * @param name its name for people
     * @param other what else the service said of it
     */
    public record Language(@Nullable String languageId, @Nullable String name, Map<String, Object> other) {}

    /**
     * Tells what a model costs.
     *
     * @param characterCostMultiplier credits for each character
     * @param costDiscountMultiplier what estimates are multiplied by; 1 for no discount
     * @param other what else the service said of it
     */
    public record Rates(
            @Nullable Double characterCostMultiplier,
            @Nullable Double costDiscountMultiplier,
            Map<String, Object> other) {}
}
