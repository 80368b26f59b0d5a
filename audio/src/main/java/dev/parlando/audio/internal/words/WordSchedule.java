package dev.parlando.audio.internal.words;

import dev.parlando.text.LiveTextReport;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.TimedWord;
import dev.parlando.transcript.Transcript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of the words of one utterance. It converts the character times of the service to the playback clock.
 *
 * <p>Threading: the ring thread adds timing, the playback thread sets the start and consumes words, any thread may
 * read.
 */
public final class WordSchedule {
    private final UtteranceText text;
    private final Transcript transcript;
    /** The position on the playback clock of the first sample after the encoder delay. */
    private volatile double startMillis;

    /** The length of the audio; infinite until all of it was played. */
    private volatile double lengthMillis = Double.POSITIVE_INFINITY;
    /** The number of words consumed. */
    private int reportedCount;

    /** Creates the schedule for the words of a text. */
    public WordSchedule(UtteranceText text) {
        this.text = text;
        transcript = text.transcript();
    }

    /** Adds the timing of the next piece of speech, with the length of the speech received so far. */
    public void add(SpeechTiming timing, double receivedMillis) {
        text.add(timing, receivedMillis);
    }

    /** Marks the timing as complete, with the length of the speech received. */
    public void complete(double receivedMillis) {
        text.complete(receivedMillis);
    }

    /**
     * Sets the position at which the speech starts. Encoder delay makes it later and trimmed audio makes it earlier.
     */
    public void setStart(double millis) {
        startMillis = millis;
    }

    /**
     * Marks all audio as played. Words that the service timed beyond the end of the audio are moved to this end, which is
     * given as a playback position.
     */
    public void finish(double endMillis) {
        lengthMillis = endMillis;
    }

    /** Returns the words received so far, with times on the playback clock. */
    public List<TimedWord> words() {
        double start = startMillis;
        double length = lengthMillis;
        return transcript.words().stream()
                .map(word -> word.shiftedBy(start).limitedTo(length))
                .toList();
    }

    /**
     * Returns the text that was played before a playback position.
     *
     * @throws IllegalStateException if the request did not ask for timestamps
     */
    public String textUntil(double positionMillis) {
        return text.textUntil(speechMillis(positionMillis));
    }

    /**
     * Returns the parts of a live text at a playback position.
     *
     * @throws IllegalStateException if the text is not live
     */
    public LiveTextReport report(double positionMillis) {
        return text.report(speechMillis(positionMillis));
    }

    /** Returns whether a gap in the speech is caused by the writer of a live text. */
    public boolean isWriterPausing() {
        return text.isWriterPausing();
    }

    /** Returns the time of the speech at a playback position; the largest value once all audio was played. */
    private double speechMillis(double positionMillis) {
        return isFinished() ? Double.MAX_VALUE : positionMillis - startMillis;
    }

    /** Returns the start of the next word that was not consumed, or positive infinity if no such word was received. */
    public double nextWordMillis() {
        List<TimedWord> words = transcript.words();
        return reportedCount < words.size()
                ? words.get(reportedCount).startMillis() + startMillis
                : Double.POSITIVE_INFINITY;
    }

    /**
     * Consumes and returns the next word if its playback has started or all audio was played. Otherwise returns
     * {@code null}.
     */
    @Nullable
    public TimedWord pollDue(double positionMillis) {
        List<TimedWord> words = transcript.words();
        boolean due = reportedCount < words.size() && (isFinished() || nextWordMillis() <= positionMillis);
        return due ? words.get(reportedCount++).shiftedBy(startMillis).limitedTo(lengthMillis) : null;
    }

    private boolean isFinished() {
        return Double.isFinite(lengthMillis);
    }
}
