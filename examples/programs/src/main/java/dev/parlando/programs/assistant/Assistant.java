package dev.parlando.programs.assistant;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.speech.SpeechRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Speaks answers to questions. A new question stops the previous answer, and the conversation keeps the played part of
 * it.
 *
 * <p>Threading: safe from any thread; the state is guarded by the object's monitor.
 */
public final class Assistant {
    private final SpeechPlayer player;
    private final SpeechRequest template;
    private final Responder responder;

    @GuardedBy("this")
    private final List<ChatMessage> history = new ArrayList<>();

    @GuardedBy("this")
    private @Nullable SpokenAnswer currentAnswer;

    /**
     * Creates an assistant with an empty conversation.
     *
     * @param template the voice and the other parameters of all answers, from {@link SpeechRequest#template()}
     */
    public Assistant(SpeechPlayer player, SpeechRequest template, Responder responder) {
        this.player = player;
        this.template = template;
        this.responder = responder;
    }

    /** Stops the previous answer and starts to answer the question. */
    synchronized SpokenAnswer ask(String question) {
        interrupt();
        history.add(ChatMessage.user(question));
        SpokenAnswer answer = SpokenAnswer.start(player, template, responder.answer(List.copyOf(history)));
        currentAnswer = answer;
        return answer;
    }

    /**
     * Stops the current answer, and returns the played part of it. Returns empty if there is no answer or if it failed.
     */
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

    /** Returns the latest answer, or null if no question was asked since the last interruption. */
    synchronized @Nullable SpokenAnswer current() {
        return currentAnswer;
    }

    /** Returns whether the playback belongs to the current answer. */
    synchronized boolean isCurrent(Playback playback) {
        return currentAnswer != null && currentAnswer.playback() == playback;
    }

    /** Returns the remarks that precede the current answer. */
    public synchronized List<ChatMessage> history() {
        return List.copyOf(history);
    }
}
