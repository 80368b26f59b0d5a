package dev.parlando.audio.playback;

import dev.parlando.audio.internal.gain.GainChange;
import dev.parlando.internal.event.CallerWait;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.text.LiveTextReport;
import dev.parlando.transcript.TimedWord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A handle to one playback, which controls an utterance and reports its position.
 *
 * <p>Threading: all methods are safe for use from any thread, and only {@code join} blocks. The playback thread
 * applies commands within milliseconds. Commands after the end have no effect.
 */
public interface Playback {
    /** Returns the current state. */
    PlaybackState state();

    /**
     * Stops the utterance with a fade of 5 ms, regardless of the audio in the device buffer, and cancels its stream. A
     * waiting utterance is removed from the queue and leaves the playing one intact.
     */
    void stop();

    /**
     * Pauses the utterance until {@link #resume()}, with the same fade as {@link #stop()}. Later utterances wait, and
     * flow control holds the stream. A waiting utterance will start paused.
     */
    void pause();

    /** Holds the utterance for at most ten seconds; see {@link #hold(Duration)}. */
    default void hold() {
        hold(Duration.ofSeconds(10));
    }

    /**
     * Suspends the utterance temporarily, for example on a possible barge-in. It continues at the same position after
     * {@link #resume()}, or automatically when the time has elapsed. {@link #stop()} ends it. Has no effect while the
     * utterance is paused.
     *
     * @param atMost the time after which the utterance resumes automatically
     * @throws dev.parlando.error.InvalidRequestException if the time is not positive
     */
    void hold(Duration atMost);

    /** Resumes a paused or held utterance at the same position, with a fade-in. Otherwise has no effect. */
    void resume();

    /**
     * Drops the utterance if its first sample is not played within a time from now, even if it is paused then. It ends as
     * {@link PlaybackEnd#LATE}, its stream is cancelled, and its permit is returned. Suits a remark that is worth nothing
     * later. Another call replaces the limit.
     *
     * @param limit the time, usually from the call of {@code say} that returned this handle
     * @throws dev.parlando.error.InvalidRequestException if the limit is not positive
     */
    void dropIfLate(Duration limit);

    /**
     * Sets the gain, a factor from 0 (silent) to 4. A gain of 1 leaves the samples unchanged. Samples that exceed full
     * scale are clipped. The change becomes audible once the audio in the device buffer has been played. A paused or held
     * utterance resumes with the new gain. Equivalent to {@link #fadeTo} over 10 ms, since an abrupt change clicks.
     *
     * @throws dev.parlando.error.InvalidRequestException if the gain is out of range
     */
    default void gain(double gain) {
        fadeTo(gain, GainChange.CLICK_FREE_FADE);
    }

    /**
     * Changes the gain linearly over a period of time.
     *
     * @param gain the target gain, a factor from 0 to 4
     * @param time the duration of the change
     * @throws dev.parlando.error.InvalidRequestException if the gain is out of range or the time is negative
     */
    void fadeTo(double gain, Duration time);

    /**
     * Returns a stage that completes when the playback has ended. If the playback fails, dependents receive a
     * {@link java.util.concurrent.CompletionException} whose cause is a {@link dev.parlando.error.ParlandoException}.
     * Audio that was decoded before a stream failed is played first.
     *
     * <p>Dependents run on a daemon thread of their own, or on the executor of the call's options, so they may block and
     * may use the player.
     */
    CompletionStage<PlaybackResult> completion();

    /**
     * Waits until the playback has ended.
     *
     * @throws dev.parlando.error.ParlandoException if the stream, the decoder or the sink failed, or the player was
     *     closed
     * @throws dev.parlando.error.InterruptedWaitException if the thread is interrupted; the playback continues
     * @throws IllegalStateException on a thread that calls chunk handlers or sinks; use {@link #completion()}
     */
    PlaybackResult join();

    /**
     * Waits until the playback has ended, no longer than a limit. Returns an empty value if it has not ended by then; it
     * continues.
     *
     * @throws dev.parlando.error.ParlandoException as {@link #join()}
     * @throws IllegalStateException as {@link #join()}
     */
    default Optional<PlaybackResult> join(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return CallerWait.join(completion().toCompletableFuture(), limit);
    }

    /**
     * Returns the stream of the utterance, or {@code null} before it was requested. A player requests only the next few
     * utterances in advance.
     */
    @Nullable
    SpeechStream stream();

    /** Returns the times measured so far, from the call to the end of the playback. */
    Timeline timeline();

    /**
     * Returns the number of audio frames played so far, at the sample rate of the speech. Trimmed audio and gaps are
     * not counted.
     */
    long positionAudioFrames();

    /** Returns the length of the audio played so far, in milliseconds. */
    double positionMillis();

    /**
     * Returns the words received so far, in order, with times on the clock of this playback. A word starts when
     * {@link #positionMillis()} reaches its start time. The list is empty unless the request asked for
     * {@linkplain dev.parlando.speech.SpeechRequestBuilder#timestamps timestamps}.
     */
    List<TimedWord> words();

    /**
     * Returns the text played so far, up to the last character that was played completely. The text is final after a
     * stop. That of a live text is a prefix of the text as it was written.
     *
     * @throws IllegalStateException if the request did not ask for timestamps
     */
    String playedText();

    /**
     * Returns the heard, unheard and unsent parts of a live text, in the words of its writer. They are final once the
     * playback has ended.
     *
     * @throws IllegalStateException if the utterance speaks a request
     */
    LiveTextReport textReport();

    /**
     * Returns the number of underruns so far. An underrun is a gap caused by late audio. A pause of the writer of a live
     * text is not counted.
     */
    int underruns();

    /** Returns the length of the audio trimmed at the start, in milliseconds. */
    double trimmedMillis();
}
