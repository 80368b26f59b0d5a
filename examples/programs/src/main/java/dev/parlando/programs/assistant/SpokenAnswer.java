package dev.parlando.programs.assistant;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.SpeechRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One spoken answer. Each sentence is requested as soon as the responder returns it, while earlier sentences play.
 *
 * <p>Threading: a dedicated thread reads the sentences; any thread may end the answer. The list of playbacks is guarded
 * by the object's monitor.
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
     * Starts to answer.
     *
     * @param template the request whose settings apply to every sentence; its text is replaced
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

    /** Returns whether all sentences were requested from the player, regardless of whether they were played. */
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
                return false; // The responder was interrupted while computing a sentence.
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

    /** Waits until playback is over, and returns the played text. */
    private ChatMessage playedMessage(boolean whole) {
        List<Playback> sentences = playbacks();
        boolean toTheEnd = sentences.stream().map(SpokenAnswer::awaitEnd).noneMatch(PlaybackResult::stopped);
        String text = sentences.stream()
                .map(Playback::playedText)
                .filter(heard -> !heard.isBlank())
                .collect(Collectors.joining(" "));
        return ChatMessage.assistant(text.strip(), !(whole && toTheEnd));
    }

    /** Waits for the end, also on a thread that was interrupted to end the responder. */
    private static PlaybackResult awaitEnd(Playback playback) {
        try {
            return playback.completion().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw ParlandoException.from(e);
        }
    }

    /** Returns the playbacks of the sentences requested so far. */
    synchronized List<Playback> playbacks() {
        return List.copyOf(playbacks);
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Stops the answer immediately. Does nothing if it is already over. */
    void stop() {
        synchronized (this) {
            stopped = true;
        }
        thread.interrupt();
        playbacks().forEach(Playback::stop);
    }

    /** Returns a future that completes with the played text when the answer is over, and fails if speech failed. */
    CompletableFuture<ChatMessage> message() {
        return message;
    }
}
