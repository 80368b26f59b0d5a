package dev.parlando.voice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a model that a request may name; what the service left out is null.
 *
 * @param modelId the id for {@link dev.parlando.speech.SpeechRequestBuilder#model}
 * @param name its name for people
 * @param description a sentence about it
 * @param canDoTextToSpeech whether it speaks at all
 * @param maximumTextLength documented limit of one request, in code points
 * @param languages codes of the languages it speaks
 * @param concurrencyGroup models of one group share one limit of concurrent requests
 */
public record Model(
        String modelId,
        @Nullable String name,
        @Nullable String description,
        boolean canDoTextToSpeech,
        @Nullable Integer maximumTextLength,
        List<String> languages,
        @Nullable String concurrencyGroup) {}
