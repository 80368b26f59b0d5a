package dev.parlando.internal.live.socket;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.text.LiveTransport;
import dev.parlando.voice.Model;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The choice of the WebSocket for a live text. Stateless. */
final class SocketChoice {
    private static final String OPTION = "live.transport";
    private static final Pattern DIALOGUE_MODEL = Pattern.compile("eleven_v[34].*");

    private SocketChoice() {}

    static boolean isAutomatic(LiveText text) {
        return text.settings().transport() == LiveTransport.AUTO;
    }

    /**
     * Returns the WebSocket, or null for HTTP.
     *
     * @throws InvalidRequestException if the requested one cannot be used with the template
     */
    static @Nullable SocketKind of(LiveText text) {
        SpeechRequest template = text.template();
        SocketKind kind =
                switch (text.settings().transport()) {
                    case HTTP -> null;
                    case MULTI_STREAM -> SocketKind.SPEECH_CONTEXTS;
                    case SINGLE_STREAM -> SocketKind.SPEECH;
                    case DIALOGUE -> SocketKind.DIALOGUE_CONTEXTS;
                    case SINGLE_DIALOGUE -> SocketKind.DIALOGUE;
                    case AUTO -> isDialogueModel(template) ? SocketKind.DIALOGUE_CONTEXTS : SocketKind.SPEECH_CONTEXTS;
                };
        String obstacle = kind == null ? null : obstacle(kind, template);
        if (obstacle != null && !isAutomatic(text)) {
            throw new InvalidRequestException(
                    OPTION, text.settings().transport() + " cannot be used with " + obstacle + "; use AUTO or HTTP");
        }
        return obstacle == null ? kind : null;
    }

    private static boolean isDialogueModel(SpeechRequest template) {
        String model = Objects.requireNonNullElse(template.modelId(), Model.DEFAULT_ID);
        return DIALOGUE_MODEL.matcher(model).matches();
    }

    @SuppressWarnings("deprecation") // The service still accepts the parameters over HTTP.
    private static @Nullable String obstacle(SocketKind kind, SpeechRequest template) {
        if (!template.outputFormat().isStreamed()) {
            return "the format " + template.outputFormat();
        }
        if (kind.isDialogue() != isDialogueModel(template)) {
            return "the model " + Objects.requireNonNullElse(template.modelId(), Model.DEFAULT_ID);
        }
        if (template.previousText() != null || !template.previousRequestIds().isEmpty()) {
            return "a preceding text or request";
        }
        if (template.optimizeStreamingLatency() != null || template.usePvcAsIvc() != null) {
            return "a parameter that the service has deprecated";
        }
        return kind.isDialogue() && template.languageTextNormalization() != null
                ? "the normalisation of Japanese text"
                : null;
    }
}
