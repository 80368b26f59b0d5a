package dev.parlando.programs.cookbook.answers;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.parlando.audio.LiveSpeech;
import dev.parlando.audio.SpeechPlayer;
import java.util.concurrent.atomic.AtomicBoolean;

/** Speaks the answer of a langchain4j model while the model writes it. Its methods run on the model's thread. */
// region
final class LangchainAnswer implements StreamingChatResponseHandler {
    private final LiveSpeech speech;
    private final AtomicBoolean cancellable = new AtomicBoolean();

    private LangchainAnswer(LiveSpeech speech) {
        this.speech = speech;
    }

    static LiveSpeech speak(SpeechPlayer player, StreamingChatModel model, String question) {
        LiveSpeech speech = player.live();
        model.chat(question, new LangchainAnswer(speech));
        return speech;
    }

    @Override
    public void onPartialResponse(PartialResponse token, PartialResponseContext context) {
        if (cancellable.compareAndSet(false, true)) {
            speech.onCancel(() -> cancel(context.streamingHandle())); // Runs immediately after a stop.
        }
        speech.append(token.text());
    }

    @Override
    public void onPartialResponse(String token) { // Called by models without cancellation.
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
            System.err.println("The model writes on, and its text is discarded.");
        }
    }
}
// endregion
