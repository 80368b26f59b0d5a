package dev.parlando.audio;

import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import java.util.concurrent.CompletionStage;

/**
 * Is the caller's handle on one utterance that is being spoken.
 *
 * <p>Threading: every method may be called from any thread, and none waits except {@link #join()}.
 */
public interface Playback {
    /**
     * Ends the utterance: silence within milliseconds, nothing of it is heard afterwards, and the stream is cancelled.
     * One that waits for its turn is left out. Does nothing when the utterance is over.
     */
    void stop();

    /**
     * Returns a stage that completes when the sound is over, and fails with a
     * {@link dev.parlando.error.ParlandoException}, which dependents see as the cause of a
     * {@link java.util.concurrent.CompletionException}. What was decoded before a stream failed is played first.
     *
     * <p>What depends on the stage runs on the default executor of {@link java.util.concurrent.CompletableFuture}, so
     * it may take its time and may use the player.
     */
    CompletionStage<PlaybackResult> completion();

    /**
     * Waits until the sound is over.
     *
     * @throws dev.parlando.error.ParlandoException if the stream, the decoder or the sink failed, or the player was
     *     closed
     */
    PlaybackResult join();

    /** Returns the stream that the sound comes from. */
    SpeechStream stream();

    /** Returns the moments measured so far, from the call to the end of the sound. */
    Timeline timeline();

    /** Returns how many audio frames have been played so far. */
    long positionAudioFrames();

    /** Returns how much sound has been played so far, in milliseconds. */
    double positionMillis();

    /** Returns how many gaps there have been so far because audio came too late. */
    int underruns();
}
