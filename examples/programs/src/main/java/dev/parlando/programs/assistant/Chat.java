package dev.parlando.programs.assistant;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.text.FirstSegment;
import dev.parlando.text.Segmenter;
import dev.parlando.text.SegmenterSettings;
import dev.parlando.transcript.TimedWord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A terminal chat: reads lines, and prints each word of an answer while it is played. Each sentence has a line.
 *
 * <p>Threading: one thread runs the chat, and the player's listener thread reports words. The output is guarded by the
 * object's monitor, so no word of an old answer is printed after a new line.
 */
public final class Chat implements PlaybackListener {
    private static final long SHOW_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final Assistant assistant;
    private final PrintWriter out;
    private final Function<Throwable, String> formatFailure;

    @GuardedBy("this")
    private final Set<Playback> shown = new HashSet<>();

    /** The sentences of the current answer so far. */
    @GuardedBy("this")
    private Segmenter sentences = newSentences();

    /**
     * Creates a chat, which listens to the player while it runs.
     *
     * @param formatFailure converts a failure into a message for the user
     */
    public Chat(Assistant assistant, PrintWriter out, Function<Throwable, String> formatFailure) {
        this.assistant = assistant;
        this.out = out;
        this.formatFailure = formatFailure;
    }

    /** Answers each line of the input. Returns at the end of the input, once the last answer is over. */
    public void run(SpeechPlayer player, BufferedReader in) throws IOException {
        player.addListener(this);
        show("Type a line and hear the answer; another line interrupts it, and an empty one only silences it.");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            handleLine(line.strip());
        }
        SpokenAnswer last = assistant.current();
        if (last != null) {
            last.message().handle((remark, failure) -> remark).join();
            awaitShown(last);
        }
        player.removeListener(this);
    }

    private synchronized void handleLine(String line) {
        assistant.interrupt().filter(ChatMessage::interrupted).ifPresent(heard -> show("\n" + heard.forUser()));
        if (!line.isEmpty()) {
            sentences = newSentences();
            assistant.ask(line).message().whenComplete((remark, failure) -> {
                if (failure != null) {
                    show(formatFailure.apply(failure));
                }
            });
        }
    }

    private static Segmenter newSentences() {
        return new Segmenter(SegmenterSettings.DEFAULT.withFirstSegment(FirstSegment.SENTENCE));
    }

    private synchronized void show(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public synchronized void onWord(Playback playback, TimedWord word) {
        if (assistant.isCurrent(playback)) {
            sentences.append(word.text() + " ");
            if (sentences.poll() != null) { // The word has proved the end of the sentence before it.
                out.println();
            }
            out.print(word.text() + " ");
            out.flush();
        }
    }

    @Override
    public synchronized void onStateChanged(Playback playback, PlaybackState from, PlaybackState to) {
        if (to.isDone() && assistant.isCurrent(playback)) {
            show("");
            shown.add(playback);
            notifyAll();
        }
    }

    /** Waits until the last word is printed, because listeners are called slightly after the playback completes. */
    private synchronized void awaitShown(SpokenAnswer answer) {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SHOW_MILLIS);
        try {
            while (!shown.contains(answer.playback()) && deadlineNanos - System.nanoTime() > 0) {
                wait(SHOW_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
