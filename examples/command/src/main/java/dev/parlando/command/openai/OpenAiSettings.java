package dev.parlando.command.openai;

import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link OpenAiServer}.
 *
 * @param apiKey the key that clients must send; null to accept all requests
 * @param voice the voice for requests with one of OpenAI's voices or none; null for the default of the engine
 * @param model the model for requests with one of OpenAI's models or none; null for the default of the engine
 */
public record OpenAiSettings(@Nullable String apiKey, @Nullable String voice, @Nullable String model) {
    /** Describes the settings without the key. */
    @Override
    public String toString() {
        return "OpenAiSettings[voice=" + voice + ", model=" + model + "]";
    }
}
