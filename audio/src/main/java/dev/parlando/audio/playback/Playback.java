package dev.parlando.audio.playback;

import dev.parlando.audio.internal.gain.GainLimits;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.TimedWord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Is the caller's handle on one utterance: silence it, let it go on, make it softer, ask how far it is.
 *
 * <p>Threading: every method may be called from any thread, and none waits except {@link #join()}. Wishes are fulfilled by
 * the play thread, in milliseconds; after the end they do nothing.
 */
public interface Playback {
    /** Returns what the utterance does now. */
    PlaybackState state();

    /**
     * Ends the utterance: a fade of 5 ms, then silence, whatever the device had buffered; the stream is cancelled. One
     * that waits for its turn is left out.
     */
    void stop();

    /**
     * Silences the utterance with the fade of {@link #stop()} until {@link #resume()}. What comes after it waits; its
     * stream is held back by flow control. One that waits for its turn will begin paused.
     */
    void pause();

    /** Silences as {@link #pause()} does, for ten seconds at most; see {@link #hold(Duration)}. */
    default void hold() {
        hold(Duration.ofSeconds(10));
    }

    /**
     * Silences the utterance because somebody may have interrupted it. It goes on where it was after {@link #resume()},
     * or by itself when the time is over; {@link #stop()} ends it. Nothing changes while it is paused.
     *
     * @throws dev.parlando.error.InvalidRequestException if the time is not positive
     */
    void hold(Duration atMost);

    /** Goes on where a pause or a hold began, with a fade; does nothing otherwise. */
    void resume();

    /**
     * Sets how loud it is: 1 as it came, 0 silent, up to 4; what would be too loud is clipped. Heard within the
     * device's buffer. The same as {@link #fadeTo} in 10 ms, since a jump would click.
     *
     * @throws dev.parlando.error.InvalidRequestException if it is out of range
     */
    default void gain(double gain) {
        fadeTo(gain, GainLimits.CLICK_FREE_FADE);
    }

    /**
     * Changes evenly to that gain.
     *
     * @throws dev.parlando.error.InvalidRequestException if the gain is out of range or the time negative
     */
    void fadeTo(double gain, Duration time);

    /**
     * Returns a stage that completes when the sound is over, and fails with a
     * {@link dev.parlando.error.ParlandoException}, which dependents see as the cause of a
     * {@link java.util.concurrent.CompletionException}. What was decoded before a stream failed is played first.
     *
     * <p>What depends on the stage runs on a daemon thread of its own, so it may take its time and may use the player.
     */
    CompletionStage<PlaybackResult> completion();

    /**
     * Waits until the sound is over.
     *
     * @throws dev.parlando.error.ParlandoException if the stream, the decoder or the sink failed, or the player was
     *     closed
     */
    PlaybackResult join();

    /** Returns the stream that the sound comes from; null until it was asked for, since a player does not run far ahead. */
    @Nullable
    SpeechStream stream();

    /** Returns the moments measured so far, from the call to the end of the sound. */
    Timeline timeline();

    /**
     * Returns how many audio frames have been heard so far, at the rate of the speech: what was trimmed is not counted,
     * nor are gaps.
     */
    long positionAudioFrames();

    /** Returns how much sound has been heard so far, in milliseconds. */
    double positionMillis();

    /**
     * Returns the words that are known so far, in order, with their times on this playback's own clock: a word begins to
     * be heard when {@link #positionMillis()} reaches its start. None unless the request asked for
     * {@linkplain dev.parlando.speech.SpeechRequestBuilder#timestamps timestamps}.
     */
    List<TimedWord> words();

    /**
     * Returns the text as far as it has been heard, up to the last character that was heard to its end; after a stop that
     * is final.
     *
     * @throws IllegalStateException if the request did not ask for timestamps
     */
    String playedText();

    /** Returns how many gaps there have been so far because audio came too late. */
    int underruns();

    /** Returns how much of the beginning was left out as silence, in milliseconds. */
    double trimmedMillis();
}
