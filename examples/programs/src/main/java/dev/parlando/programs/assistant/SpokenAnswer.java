package dev.parlando.programs.assistant;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.QueuePosition;
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
final class SpokenAnswer {
    private final SpeechPlayer player;
    private final SpeechRequest template;
    private final List<Playback> playbacks = new ArrayList<>();
    private final CompletableFuture<ChatMessage> message = new CompletableFuture<>();
    private final Thread thread;
    private boolean stopped;

    private SpokenAnswer(SpeechPlayer player, SpeechRequest template, Supplier<Iterator<String>> sentences) {
        this.player = player;
        this.template = template;
        thread = new Thread(() -> speak(sentences), "assistant-answer");
        thread.setDaemon(true);
    }

    /**
     * Begins to answer.
     *
     * @param template a request that is like the wanted ones in all but the text
     */
    static SpokenAnswer start(SpeechPlayer player, SpeechRequest template, Supplier<Iterator<String>> sentences) {
        SpokenAnswer answer = new SpokenAnswer(player, template, sentences);
        answer.thread.start();
        return answer;
    }

    private void speak(Supplier<Iterator<String>> sentences) {
        try {
            boolean whole = sayAll(sentences.get());
            message.complete(playedMessage(whole));
        } catch (RuntimeException e) {
            message.completeExceptionally(e);
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
            if (isStopped()) {
                return false; // The responder was interrupted in its thoughts.
            }
            throw e;
        }
    }

    private synchronized boolean say(String sentence) {
        if (!stopped) {
            QueuePosition turn = playbacks.isEmpty() ? QueuePosition.NOW : QueuePosition.LAST;
            playbacks.add(player.say(template.toBuilder().text(sentence).build(), turn));
        }
        return !stopped;
    }

    /** Waits until the sound is over, and returns what was heard. */
    private ChatMessage playedMessage(boolean whole) {
        List<Playback> sentences = playbacks();
        boolean toTheEnd = sentences.stream().map(Playback::join).noneMatch(PlaybackResult::stopped);
        String text = sentences.stream()
                .map(Playback::playedText)
                .filter(heard -> !heard.isBlank())
                .collect(Collectors.joining(" "));
        return ChatMessage.assistant(text.strip(), !(whole && toTheEnd));
    }

    /** Returns the sentences said so far. */
    synchronized List<Playback> playbacks() {
        return List.copyOf(playbacks);
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Ends the answer at once, if it is not over. */
    void stop() {
        synchronized (this) {
            stopped = true;
        }
        thread.interrupt();
        playbacks().forEach(Playback::stop);
    }

    /** Returns a stage that completes with what was heard when it is over, and fails if it could not be spoken. */
    CompletableFuture<ChatMessage> message() {
        return message;
    }
}
