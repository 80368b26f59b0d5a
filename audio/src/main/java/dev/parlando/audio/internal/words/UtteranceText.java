package dev.parlando.audio.internal.words;

import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.text.LiveTextReport;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.Transcript;

/**
 * The text of one utterance: that of a request, or a live text.
 *
 * <p>Threading: safe for use from any thread.
 */
public interface UtteranceText {
    /** Returns the text of a request, for one utterance. */
    static UtteranceText of(SpeechRequest request) {
        return new RequestText(request, Transcript.of(request.text(), request.modelId()));
    }

    /** Returns a text that is still being written, for one utterance. */
    static UtteranceText of(LiveText text) {
        return new WrittenText(text);
    }

    /** Returns the request, which has no text of its own if the text is live. */
    SpeechRequest request();

    /** Returns whether a response without audio is correct, since the text may turn out to be empty. */
    boolean mayBeSilent();

    /** Requests the audio. */
    SpeechStream stream(SpeechSource source, ChunkHandler handler, CallOptions options);

    /** Ends the text, since the utterance was stopped or has failed. */
    void cancel();

    /** Returns the words with their times. */
    Transcript transcript();

    /** Adds the times of the next piece of speech, with the length of the speech received so far. */
    void add(SpeechTiming timing, double receivedMillis);

    /** Marks the times as complete, with the length of the speech received. */
    void complete(double receivedMillis);

    /**
     * Returns whether the writer of a live text causes a gap, since all text that was sent has been received as speech.
     */
    boolean isWriterPausing();

    /**
     * Returns the text that was heard before a time of the speech, in the words of its writer.
     *
     * @throws IllegalStateException if the request did not ask for timestamps
     */
    String textUntil(double millis);

    /**
     * Returns the parts of a live text, of which the one before a time of the speech was heard.
     *
     * @throws IllegalStateException if the text is not live
     */
    LiveTextReport report(double millis);
}
