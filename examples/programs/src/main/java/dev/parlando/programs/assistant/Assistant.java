package dev.parlando.programs.assistant;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.speech.SpeechRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers aloud. A new question ends the answer to the last one at once, and the conversation keeps what was heard of it.
 *
 * <p>Threading: safe from any thread; the state is guarded by the object's monitor.
 */
public final class Assistant {
    private final SpeechPlayer player;
    private final SpeechRequest template;
    private final Responder responder;
    private final List<ChatMessage> history = new ArrayList<>();
    private @Nullable SpokenAnswer currentAnswer;

    /**
     * Makes an assistant that has said nothing yet.
     *
     * @param template a request for whatever text, which says how all is spoken
     */
    public Assistant(SpeechPlayer player, SpeechRequest template, Responder responder) {
        this.player = player;
        this.template = template.toBuilder().timestamps(true).build();
        this.responder = responder;
    }

    /** Begins to answer, and ends the answer before. */
    synchronized SpokenAnswer ask(String question) {
        interrupt();
        history.add(ChatMessage.user(question));
        List<ChatMessage> soFar = List.copyOf(history);
        SpokenAnswer answer = SpokenAnswer.start(player, template, () -> responder.answer(soFar));
        currentAnswer = answer;
        return answer;
    }

    /** Ends the answer if it is not over; returns what was heard of it, or nothing if there is none that went well. */
    synchronized Optional<ChatMessage> interrupt() {
        SpokenAnswer answer = currentAnswer;
        if (answer == null) {
            return Optional.empty();
        }
        answer.stop();
        currentAnswer = null;
        Optional<ChatMessage> heard = answer.message()
                .handle((remark, failure) -> Optional.ofNullable(remark))
                .join();
        heard.ifPresent(history::add);
        return heard;
    }

    /** Returns what is being answered; null if nothing is, or nothing was asked since the last interruption. */
    synchronized @Nullable SpokenAnswer current() {
        return currentAnswer;
    }

    /** Returns whether that is a sentence of the answer of now. */
    synchronized boolean isCurrent(Playback playback) {
        return currentAnswer != null && currentAnswer.playbacks().contains(playback);
    }

    /** Returns what was said before the answer of now. */
    public synchronized List<ChatMessage> history() {
        return List.copyOf(history);
    }
}
