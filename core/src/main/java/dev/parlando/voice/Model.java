package dev.parlando.voice;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Model that a request may name. A value that the service did not send is null, empty or false. Immutable.
 *
 * <p>The service adds fields from time to time. The accessors of this record remain, but its constructor changes.
 *
 * @param modelId the id for {@link dev.parlando.speech.SpeechRequestBuilder#model}
 * @param name display name
 * @param description short description
 * @param canDoTextToSpeech whether the model synthesises speech
 * @param canDoVoiceConversion whether the model converts one voice into another
 * @param canUseStyle whether the model applies the voice setting {@code style}
 * @param canUseSpeakerBoost whether the model applies the voice setting {@code use_speaker_boost}
 * @param canBeFinetuned whether voices can be trained for the model
 * @param servesProVoices whether the model supports professional clones
 * @param requiresAlphaAccess whether the model is available to testers only
 * @param maximumTextLength documented text limit of one request, in code points
 * @param maxCharactersRequestFreeUser the same limit on a free plan
 * @param maxCharactersRequestSubscribedUser the same limit on a paid plan
 * @param languages languages that the model speaks
 * @param tokenCostFactor cost relative to other models; some models at half the price also report 1
 * @param rates price of the model
 * @param concurrencyGroup name of the group of models that share one limit of concurrent requests
 * @param other further fields that the service sent: strings, numbers, booleans, lists and maps by name
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
    /** The model that the service uses if a request names none. */
    public static final String DEFAULT_ID = "eleven_multilingual_v2";

    public Model {
        Objects.requireNonNull(modelId, "modelId");
        languages = List.copyOf(languages);
        Objects.requireNonNull(other, "other");
    }

    /**
     * Language that a model speaks.
     *
     * @param languageId language code, such as {@code en}
     * @param name display name
     * @param other further fields that the service sent
     */
    public record Language(@Nullable String languageId, @Nullable String name, Map<String, Object> other) {
        public Language {
            Objects.requireNonNull(other, "other");
        }
    }

    /**
     * Price of a model.
     *
     * @param characterCostMultiplier credits per character
     * @param costDiscountMultiplier discount factor for cost estimates; 1 for no discount
     * @param other further fields that the service sent
     */
    public record Rates(
            @Nullable Double characterCostMultiplier,
            @Nullable Double costDiscountMultiplier,
            Map<String, Object> other) {
        public Rates {
            Objects.requireNonNull(other, "other");
        }
    }
}
