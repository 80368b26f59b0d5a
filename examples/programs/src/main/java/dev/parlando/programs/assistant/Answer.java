package dev.parlando.programs.assistant;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.Turn;
import dev.parlando.speech.SpeechRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Is one answer: each sentence is asked for as soon as it was thought of, while earlier ones are heard.
 *
 * <p>Threading: a thread of its own takes the sentences; any thread may end it. What was said is guarded by the object's
 * monitor.
 */
final class Answer {
    private final SpeechPlayer player;
    private final SpeechRequest manner;
    private final List<Playback> said = new ArrayList<>();
    private final CompletableFuture<Remark> remark = new CompletableFuture<>();
    private final Thread thread;
    private boolean ended;

    private Answer(SpeechPlayer player, SpeechRequest manner, Supplier<Iterator<String>> sentences) {
        this.player = player;
        this.manner = manner;
        thread = new Thread(() -> speak(sentences), "assistant-answer");
        thread.setDaemon(true);
    }

    /**
     * Begins to answer.
     *
     * @param manner a request that is like the wanted ones in all but the text
     */
    static Answer begin(SpeechPlayer player, SpeechRequest manner, Supplier<Iterator<String>> sentences) {
        Answer answer = new Answer(player, manner, sentences);
        answer.thread.start();
        return answer;
    }

    private void speak(Supplier<Iterator<String>> sentences) {
        try {
            boolean whole = sayAll(sentences.get());
            remark.complete(heard(whole));
        } catch (RuntimeException e) {
            remark.completeExceptionally(e);
        }
    }

    /** Returns whether all sentences were said, be they heard or not. */
    private boolean sayAll(Iterator<String> sentences) {
        try {
            while (sentences.hasNext()) {
                if (!say(sentences.next())) {
                    return false;
                }
            }
            return true;
        } catch (RuntimeException e) {
            if (isEnded()) {
                return false; // The responder was interrupted in its thoughts.
            }
            throw e;
        }
    }

    private synchronized boolean say(String sentence) {
        if (!ended) {
            Turn turn = said.isEmpty() ? Turn.NOW : Turn.LAST;
            said.add(player.say(manner.toBuilder().text(sentence).build(), turn));
        }
        return !ended;
    }

    /** Waits until the sound is over, and returns what was heard. */
    private Remark heard(boolean whole) {
        List<Playback> sentences = said();
        boolean toTheEnd = sentences.stream().map(Playback::join).noneMatch(PlaybackResult::stopped);
        String text = sentences.stream()
                .map(Playback::heardText)
                .filter(heard -> !heard.isBlank())
                .collect(Collectors.joining(" "));
        return Remark.assistant(text.strip(), !(whole && toTheEnd));
    }

    /** Returns the sentences said so far. */
    synchronized List<Playback> said() {
        return List.copyOf(said);
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    /** Ends the answer at once, if it is not over. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        thread.interrupt();
        said().forEach(Playback::stop);
    }

    /** Returns a stage that completes with what was heard when it is over, and fails if it could not be spoken. */
    CompletableFuture<Remark> remark() {
        return remark;
    }
}
