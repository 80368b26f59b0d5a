package dev.parlando.command.say;

import dev.parlando.speech.SpeechResult;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.TimedWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is one utterance on its way to where the user wants it. */
interface SpeechOutput extends AutoCloseable {
    /** Returns the moments measured so far. */
    Timeline timeline();

    /** Waits for its end. */
    Outcome await();

    /** Returns when its words are heard in what became of it, once that is whole; none unless the request asked for them. */
    List<TimedWord> words();

    /** Ends it at once, if it is still under way, and leaves no half-written file. Any thread. */
    @Override
    void close();

    /**
     * Sums up what became of it.
     *
     * @param speech what the stream ended with
     * @param audioMillis how much sound it was; null if it could not be decoded
     * @param underruns how many gaps there were because audio came too late
     */
    record Outcome(@Nullable SpeechResult speech, @Nullable Double audioMillis, int underruns) {}
}
