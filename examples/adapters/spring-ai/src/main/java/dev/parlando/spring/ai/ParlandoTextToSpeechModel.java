package dev.parlando.spring.ai;

import dev.parlando.error.ParlandoException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.CollectedSpeech;
import dev.parlando.speech.SpeechPublisher;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.telemetry.Timeline;
import java.nio.ByteBuffer;
import java.util.List;
import org.springframework.ai.audio.tts.Speech;
import org.springframework.ai.audio.tts.TextToSpeechModel;
import org.springframework.ai.audio.tts.TextToSpeechOptions;
import org.springframework.ai.audio.tts.TextToSpeechPrompt;
import org.springframework.ai.audio.tts.TextToSpeechResponse;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/**
 * The text-to-speech model of Spring AI, over a speech engine.
 *
 * <p>A template has the defaults: voice, model, format and all settings that Spring AI has no option for. The options of a
 * prompt replace voice, model, format and speed. Formats have the names of the service, such as {@code mp3_44100_128}.
 *
 * <p>{@link #stream(TextToSpeechPrompt)} sends one request for each subscription. Its demand is flow control: without
 * demand the service stops sending after one window. To cancel the subscription resets the HTTP/2 stream. Each response has
 * the next bytes of the encoded audio and the {@link SpeechMetadata}.
 *
 * <p>Errors are those of the engine, a {@link ParlandoException} each. The engine has retried where that is safe, so that
 * a retry around this model may be billed twice; see {@link ParlandoException#retryable()}.
 *
 * <p>Threading: safe for use from any thread. {@code call} blocks. The subscriber of {@code stream} is called on a ring
 * thread, which serves other streams, too; an operator that blocks belongs behind a {@code publishOn}.
 */
public final class ParlandoTextToSpeechModel implements TextToSpeechModel {
    private final SpeechSource source;
    private final PromptRequests requests;

    /** Creates a model with the defaults of the engine and the service. */
    public ParlandoTextToSpeechModel(SpeechSource source) {
        this(source, SpeechRequest.template().build());
    }

    /**
     * Creates a model with defaults of its own.
     *
     * @param template a {@linkplain SpeechRequest#template() request without a text}
     */
    public ParlandoTextToSpeechModel(SpeechSource source, SpeechRequest template) {
        this.source = source;
        this.requests = new PromptRequests(template);
    }

    /**
     * Waits for the whole audio. If the thread is interrupted, the request is cancelled.
     *
     * @throws ParlandoException if the prompt is not valid or the speech failed
     */
    @Override
    public TextToSpeechResponse call(TextToSpeechPrompt prompt) {
        CollectedSpeech speech = source.collect(requests.of(prompt));
        return response(speech.audio(), SpeechMetadata.of(speech.result().response(), speech.timeline()));
    }

    /** Returns the audio as it arrives. An error, also one of the prompt, is signalled to the subscriber. */
    @Override
    public Flux<TextToSpeechResponse> stream(TextToSpeechPrompt prompt) {
        return Flux.defer(() -> stream(requests.of(prompt)));
    }

    private Flux<TextToSpeechResponse> stream(SpeechRequest request) {
        Timeline timeline = CallOptions.startTimeline();
        MetadataCapture capture = new MetadataCapture(source, timeline);
        SpeechPublisher audio = new SpeechPublisher(capture, request, CallOptions.DEFAULT.withTimeline(timeline));
        return JdkFlowAdapter.flowPublisherToFlux(audio).map(buffer -> response(bytes(buffer), capture.metadata()));
    }

    private static TextToSpeechResponse response(byte[] audio, SpeechMetadata metadata) {
        return new TextToSpeechResponse(List.of(new Speech(audio)), metadata);
    }

    /** Returns the options of a prompt without options. */
    public TextToSpeechOptions getOptions() {
        return requests.defaultOptions();
    }

    @Override
    public TextToSpeechOptions getDefaultOptions() {
        return getOptions();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
