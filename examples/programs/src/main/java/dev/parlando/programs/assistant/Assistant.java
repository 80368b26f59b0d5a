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
    private final SpeechRequest manner;
    private final Responder responder;
    private final List<Remark> conversation = new ArrayList<>();
    private @Nullable Answer current;

    /**
     * Makes an assistant that has said nothing yet.
     *
     * @param manner a request for whatever text, which says how all is spoken
     */
    public Assistant(SpeechPlayer player, SpeechRequest manner, Responder responder) {
        this.player = player;
        this.manner = manner.toBuilder().timestamps(true).build();
        this.responder = responder;
    }

    /** Begins to answer, and ends the answer before. */
    synchronized Answer ask(String question) {
        interrupt();
        conversation.add(Remark.user(question));
        List<Remark> soFar = List.copyOf(conversation);
        Answer answer = Answer.begin(player, manner, () -> responder.answer(soFar));
        current = answer;
        return answer;
    }

    /** Ends the answer if it is not over; returns what was heard of it, or nothing if there is none that went well. */
    synchronized Optional<Remark> interrupt() {
        Answer answer = current;
        if (answer == null) {
            return Optional.empty();
        }
        answer.end();
        current = null;
        Optional<Remark> heard = answer.remark()
                .handle((remark, failure) -> Optional.ofNullable(remark))
                .join();
        heard.ifPresent(conversation::add);
        return heard;
    }

    /** Returns what is being answered; null if nothing is, or nothing was asked since the last interruption. */
    synchronized @Nullable Answer current() {
        return current;
    }

    /** Returns whether that is a sentence of the answer of now. */
    synchronized boolean isCurrent(Playback playback) {
        return current != null && current.said().contains(playback);
    }

    /** Returns what was said before the answer of now. */
    public synchronized List<Remark> conversation() {
        return List.copyOf(conversation);
    }
}
