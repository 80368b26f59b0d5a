package dev.parlando.langchain4j;

import dev.langchain4j.service.TokenStream;
import dev.parlando.audio.LiveSpeech;
import dev.parlando.audio.SpeechPlayer;

/** A program that speaks the answers of an AI service. */
final class TalkingAssistant {
    private TalkingAssistant() {}

    // region
    /** Built by {@code AiServices}, with any streaming model and with tools. */
    interface Assistant {
        TokenStream answer(String question);
    }

    static LiveSpeech speak(SpeechPlayer player, Assistant assistant, String question) {
        LiveSpeech speech = SpokenTokens.speak(player, assistant.answer(question));
        // speech.stop() cancels the model, and returns the heard and the unheard text.
        return speech;
    }
    // endregion
}
