package dev.parlando.command.say;

import dev.parlando.speech.SpeechResult;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.TimedWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An utterance that is being delivered to its target. */
interface SpeechOutput extends AutoCloseable {
    /** Returns the timeline measured so far. */
    Timeline timeline();

    /** Waits until the utterance ends. */
    Outcome await();

    /**
     * Returns the words with their times in the delivered audio. Final once the utterance has ended; empty unless the
     * request asked for timestamps.
     */
    List<TimedWord> words();

    /** Stops the utterance immediately if it is running, and deletes an incomplete file. Safe from any thread. */
    @Override
    void close();

    /**
     * The outcome of an utterance.
     *
     * @param speech the result of the stream
     * @param audioMillis the duration of the audio; null if it could not be decoded
     * @param underruns the number of gaps caused by late audio
     */
    record Outcome(@Nullable SpeechResult speech, @Nullable Double audioMillis, int underruns) {}
}
