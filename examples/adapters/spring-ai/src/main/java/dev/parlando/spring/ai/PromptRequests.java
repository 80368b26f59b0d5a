package dev.parlando.spring.ai;

import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import dev.parlando.speech.VoiceSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.audio.tts.TextToSpeechOptions;
import org.springframework.ai.audio.tts.TextToSpeechPrompt;

/** Converts prompts into requests: the template, with the options of the prompt in place of its own. Immutable. */
final class PromptRequests {
    private final SpeechRequest template;

    PromptRequests(SpeechRequest template) {
        this.template = Objects.requireNonNull(template, "template");
    }

    SpeechRequest of(TextToSpeechPrompt prompt) {
        SpeechRequestBuilder request =
                template.toBuilder().text(prompt.getInstructions().getText());
        TextToSpeechOptions options = prompt.getOptions();
        if (options != null) {
            apply(options, request);
        }
        return request.build();
    }

    private void apply(TextToSpeechOptions options, SpeechRequestBuilder request) {
        if (options.getModel() != null) {
            request.model(options.getModel());
        }
        if (options.getVoice() != null) {
            request.voice(options.getVoice());
        }
        if (options.getFormat() != null) {
            request.outputFormat(OutputFormat.parse(options.getFormat()));
        }
        if (options.getSpeed() != null) {
            request.voiceSettings(settings().withSpeed(options.getSpeed()));
        }
    }

    private VoiceSettings settings() {
        VoiceSettings settings = template.voiceSettings();
        return settings == null ? VoiceSettings.STORED : settings;
    }

    TextToSpeechOptions defaultOptions() {
        TextToSpeechOptions.Builder options =
                TextToSpeechOptions.builder().format(template.outputFormat().value());
        @Nullable String model = template.modelId();
        if (model != null) {
            options.model(model);
        }
        @Nullable String voice = template.voiceId();
        if (voice != null) {
            options.voice(voice);
        }
        @Nullable Double speed = settings().speed();
        if (speed != null) {
            options.speed(speed);
        }
        return options.build();
    }
}
