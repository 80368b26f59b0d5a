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
final class Narration {
    private final Transcript transcript = new Transcript();
    /** Where on the playback's clock the first true sample of the speech lies. */
    private volatile double beginMillis;

    private volatile boolean over;
    /** How many words were taken. */
    private int taken;

    /** Adds what the service says of the next piece. */
    void add(SpeechTiming timing) {
        transcript.add(timing);
    }

    /** Is told that no more will be added. */
    void complete() {
        transcript.complete();
    }

    /** Says where the speech begins: later by what an encoder put before it, earlier by what was left out. */
    void beginAt(double millis) {
        beginMillis = millis;
    }

    /** Is told that all was heard, even if the service gave the last character more time than there was sound. */
    void end() {
        over = true;
    }

    /** Returns the words that are known, by the playback's clock. */
    List<TimedWord> words() {
        double begin = beginMillis;
        return transcript.words().stream().map(word -> word.laterBy(begin)).toList();
    }

    /** Returns the text as far as it was heard at a place of the playback. */
    String textUntil(double positionMillis) {
        return transcript.textUntil(over ? Double.MAX_VALUE : positionMillis - beginMillis);
    }

    /** Returns where the next word that was not taken begins; infinitely far if none is known. */
    double nextMillis() {
        List<TimedWord> words = transcript.words();
        return taken < words.size() ? words.get(taken).startMillis() + beginMillis : Double.POSITIVE_INFINITY;
    }

    /** Takes the next word if its time has come, or all is over; null otherwise. */
    @Nullable
    TimedWord take(double positionMillis) {
        List<TimedWord> words = transcript.words();
        boolean due = taken < words.size() && (over || nextMillis() <= positionMillis);
        return due ? words.get(taken++).laterBy(beginMillis) : null;
    }
}
