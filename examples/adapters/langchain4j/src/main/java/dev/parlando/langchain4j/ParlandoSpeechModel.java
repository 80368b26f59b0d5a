package dev.parlando.langchain4j;

import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.audio.TextToSpeechResponse;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.CollectedSpeech;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechRequestBuilder;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechSource;
import java.util.Objects;

/**
 * The text-to-speech model of langchain4j, over a speech engine. It returns whole audio; {@link SpokenTokens} plays the
 * answer of a language model while it is written.
 *
 * <p>Errors are those of the engine, a {@link ParlandoException} each. The engine has retried where that is safe.
 *
 * <p>Threading: safe for use from any thread; {@link #synthesize(TextToSpeechRequest)} blocks.
 */
public final class ParlandoSpeechModel implements TextToSpeechModel {
    private final SpeechSource source;
    private final SpeechRequest template;

    /** Creates a model with the defaults of the engine and the service. */
    public ParlandoSpeechModel(SpeechSource source) {
        this(source, SpeechRequest.template().build());
    }

    /**
     * Creates a model with defaults of its own.
     *
     * @param template the voice, model, format and settings, as a {@linkplain SpeechRequest#template() request without a
     *     text}
     */
    public ParlandoSpeechModel(SpeechSource source, SpeechRequest template) {
        this.source = Objects.requireNonNull(source, "source");
        this.template = Objects.requireNonNull(template, "template");
    }

    /**
     * Waits for the whole audio. If the thread is interrupted, the request is cancelled.
     *
     * @throws ParlandoException if the request is not valid or the speech failed
     */
    @Override
    public TextToSpeechResponse synthesize(TextToSpeechRequest request) {
        CollectedSpeech speech = source.collect(requestOf(request));
        Audio.Builder audio = Audio.builder().binaryData(speech.audio());
        SpeechResponse headers = speech.result().response();
        if (headers != null && headers.contentType() != null) {
            audio.mimeType(headers.contentType());
        }
        return TextToSpeechResponse.from(audio.build());
    }

    private SpeechRequest requestOf(TextToSpeechRequest request) {
        SpeechRequestBuilder speech = template.toBuilder().text(request.text());
        if (request.voice() != null) {
            speech.voice(request.voice());
        }
        return speech.build();
    }
}
