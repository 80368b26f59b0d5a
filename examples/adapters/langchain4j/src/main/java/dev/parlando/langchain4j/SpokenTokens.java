package dev.parlando.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.service.TokenStream;
import dev.parlando.audio.LiveSpeech;
import dev.parlando.audio.SpeechPlayer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handler that speaks the answer of a language model while the model writes it.
 *
 * <p>A stop of the speech cancels the model. A model that cannot be cancelled writes until it completes, and the rest of
 * its text is discarded. If the model fails, the text so far is played, and then the playback fails. An answer above the
 * capacity of the live text fails the speech, after the text so far.
 *
 * <p>Threading: its methods run on the thread of the model and do not block.
 */
public final class SpokenTokens implements StreamingChatResponseHandler {
    private static final Logger LOG = System.getLogger(SpokenTokens.class.getName());

    private final LiveSpeech speech;
    private final AtomicBoolean cancellable = new AtomicBoolean();

    /** Creates a handler for one answer. */
    public SpokenTokens(LiveSpeech speech) {
        this.speech = Objects.requireNonNull(speech, "speech");
    }

    /** Asks a model and speaks its answer. */
    public static LiveSpeech speak(SpeechPlayer player, StreamingChatModel model, String question) {
        LiveSpeech speech = player.live();
        model.chat(question, new SpokenTokens(speech));
        return speech;
    }

    /**
     * Starts the token stream of an AI service and speaks its tokens. The text before a tool call is spoken during the
     * call. The handlers of tokens, intermediate and complete responses, and errors must not be set.
     */
    public static LiveSpeech speak(SpeechPlayer player, TokenStream tokens) {
        LiveSpeech speech = player.live();
        SpokenTokens answer = new SpokenTokens(speech);
        tokens.onPartialResponseWithContext(answer::onPartialResponse)
                .onIntermediateResponse(response -> speech.flush())
                .onCompleteResponse(answer::onCompleteResponse)
                .onError(answer::onError)
                .start();
        return speech;
    }

    @Override
    public void onPartialResponse(PartialResponse token, PartialResponseContext context) {
        if (cancellable.compareAndSet(false, true)) {
            speech.onCancel(() -> cancel(context.streamingHandle())); // Runs immediately after a stop.
        }
        speech.append(token.text());
    }

    /** Called by models without cancellation. */
    @Override
    public void onPartialResponse(String token) {
        speech.append(token);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        speech.end();
    }

    @Override
    public void onError(Throwable failure) {
        speech.fail(failure);
    }

    private static void cancel(StreamingHandle model) {
        try {
            model.cancel();
        } catch (UnsupportedOperationException e) {
            LOG.log(Level.DEBUG, "The model writes on, and its text is discarded.");
        }
    }
}
