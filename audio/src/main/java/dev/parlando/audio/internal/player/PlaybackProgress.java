package dev.parlando.audio.internal.player;

import dev.parlando.audio.internal.words.WordSchedule;
import dev.parlando.transcript.TimedWord;
import java.util.function.Consumer;

/**
 * The progress of one playback: the position, the words that have started, the trimmed audio and the underruns.
 *
 * <p>Threading: written by the playback thread only. Any thread may read the position and the counters.
 */
final class PlaybackProgress {
    private final PcmFeed feed;
    private final WordSchedule wordSchedule;
    private final Consumer<TimedWord> onWord;

    private volatile long playedAudioFrames;
    private volatile double trimmedMillis;
    private volatile int underruns;

    /** Creates a progress that passes each word to {@code onWord} when it starts playing. */
    PlaybackProgress(PcmFeed feed, WordSchedule wordSchedule, Consumer<TimedWord> onWord) {
        this.feed = feed;
        this.wordSchedule = wordSchedule;
        this.onWord = onWord;
    }

    /** Records the number of audio frames played, and reports the words that have started. */
    void updatePlayed(long audioFrames) {
        playedAudioFrames = audioFrames;
        double millis = positionMillis();
        TimedWord word = wordSchedule.pollDue(millis);
        while (word != null) {
            onWord.accept(word);
            word = wordSchedule.pollDue(millis);
        }
    }

    /** Records that all audio was played. */
    void markPlayedCompletely() {
        wordSchedule.finish(positionMillis());
        updatePlayed(playedAudioFrames);
    }

    /** Returns whether a gap in the speech is caused by the writer of a live text, not by late audio. */
    boolean isWriterPausing() {
        return wordSchedule.isWriterPausing();
    }

    /** Records the length of the trimmed audio and of the encoder delay before the speech. */
    void setTrimmed(double trimmed, double leadIn) {
        trimmedMillis = trimmed;
        wordSchedule.setStart(leadIn - trimmed);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the playback thread writes
    void countUnderrun() {
        underruns++;
    }

    long playedAudioFrames() {
        return playedAudioFrames;
    }

    double positionMillis() {
        return feed.format().millis(playedAudioFrames);
    }

    /** Returns the length of audio until the next word, or infinity if no further word was received. */
    double millisUntilWord() {
        return wordSchedule.nextWordMillis() - positionMillis();
    }

    double trimmedMillis() {
        return trimmedMillis;
    }

    int underruns() {
        return underruns;
    }
}
