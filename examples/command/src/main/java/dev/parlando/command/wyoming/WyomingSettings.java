package dev.parlando.command.wyoming;

import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link WyomingServer}.
 *
 * @param voice the voice for texts that name none; null for the default of the engine
 * @param model the model
 */
public record WyomingSettings(@Nullable String voice, String model) {
    static final OutputFormat FORMAT = OutputFormat.PCM_24000;
    static final int BYTES_PER_SAMPLE = 2;

    /** Returns the parameters of a text, whose voice is that of the event if it names one. */
    SpeechRequest template(WyomingEvent event) {
        SpeechRequestBuilder template =
                SpeechRequest.template().outputFormat(FORMAT).model(model);
        String named = event.data().path("voice").path("name").asText("");
        if (!named.isEmpty()) {
            template.voice(named);
        } else if (voice != null) {
            template.voice(voice);
        }
        return template.build();
    }
}
