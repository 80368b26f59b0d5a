package dev.parlando.audio.internal.player;

import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.TimedWord;
import dev.parlando.transcript.Transcript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows when the words of one utterance are heard: what the service says of its speech, put on the clock of the playback.
 *
 * <p>Threading: the ring thread adds, the play thread begins and takes, any thread may read.
 */
final class WordSchedule {
    private final Transcript transcript = new Transcript();
    /** Where on the playback's clock the first true sample of the speech lies. */
    private volatile double startMillis;

    private volatile boolean finished;
    /** How many words were taken. */
    private int reportedCount;

    /** Adds what the service says of the next piece. */
    void add(SpeechTiming timing) {
        transcript.add(timing);
    }

    /** Is told that no more will be added. */
    void complete() {
        transcript.complete();
    }

    /** Says where the speech begins: later by what an encoder put before it, earlier by what was left out. */
    void setStart(double millis) {
        startMillis = millis;
    }

    /** Is told that all was heard, even if the service gave the last character more time than there was sound. */
    void finish() {
        finished = true;
    }

    /** Returns the words that are known, by the playback's clock. */
    List<TimedWord> words() {
        double start = startMillis;
        return transcript.words().stream().map(word -> word.shiftedBy(start)).toList();
    }

    /** Returns the text as far as it was heard at a place of the playback. */
    String textUntil(double positionMillis) {
        return transcript.textUntil(finished ? Double.MAX_VALUE : positionMillis - startMillis);
    }

    /** Returns where the next word that was not taken begins; infinitely far if none is known. */
    double nextWordMillis() {
        List<TimedWord> words = transcript.words();
        return reportedCount < words.size()
                ? words.get(reportedCount).startMillis() + startMillis
                : Double.POSITIVE_INFINITY;
    }

    /** Takes the next word if its time has come, or all is over; null otherwise. */
    @Nullable
    TimedWord pollDue(double positionMillis) {
        List<TimedWord> words = transcript.words();
        boolean due = reportedCount < words.size() && (finished || nextWordMillis() <= positionMillis);
        return due ? words.get(reportedCount++).shiftedBy(startMillis) : null;
    }
}
