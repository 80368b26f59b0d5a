package dev.parlando.audio.telephony;

import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.PlaybackState;
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
 * A handle to one utterance of a telephone leg.
 *
 * <p>The position is the speech in the packets sent so far. If the far end queues packets and confirms them, it is the
 * speech that the far end has played, in steps of about 200 ms.
 *
 * <p>Threading: all methods are safe for use from any thread, and only {@code join} blocks.
 */
public interface LegUtterance {
    /** Returns the current state, one of those that a leg has: all but {@code PAUSED}, {@code HELD} and {@code STOPPING}. */
    PlaybackState state();

    /**
     * Stops the utterance and cancels its stream. Later ones follow without a gap. After the return, no packet of it is
     * sent except one that is being sent. Speech that the far end has queued is still heard;
     * {@link TelephoneLeg#clear()} discards it.
     */
    void stop();

    /**
     * Returns a stage that completes when the utterance was heard, stopped or cleared. If the utterance fails, dependents
     * receive a {@link java.util.concurrent.CompletionException} whose cause is a
     * {@link dev.parlando.error.ParlandoException}. Speech received before a failure is sent first.
     *
     * <p>Dependents run on a daemon thread, or on the executor of the call's options, and may block.
     */
    CompletionStage<PlaybackResult> completion();

    /**
     * Waits until the utterance has ended.
     *
     * @throws dev.parlando.error.ParlandoException if the stream or the leg failed, or the leg was closed
     * @throws dev.parlando.error.InterruptedWaitException if the thread is interrupted; the utterance continues
     * @throws IllegalStateException on a thread that calls chunk handlers or sinks; use {@link #completion()}
     */
    PlaybackResult join();

    /**
     * Waits until the utterance has ended, no longer than a limit. Returns an empty value if it has not ended by then; it
     * continues.
     *
     * @throws dev.parlando.error.ParlandoException as {@link #join()}
     * @throws IllegalStateException as {@link #join()}
     */
    default Optional<PlaybackResult> join(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return CallerWait.join(completion().toCompletableFuture(), limit);
    }

    /** Returns the stream of the utterance, or {@code null} before it was requested. */
    @Nullable
    SpeechStream stream();

    /** Returns the times measured so far, from the call to the end of the utterance. */
    Timeline timeline();

    /** Returns the length of the speech sent or confirmed so far, in milliseconds. */
    double positionMillis();

    /**
     * Returns the words received so far, in order, with times in milliseconds since the start of the utterance. The list
     * is empty unless the request asked for {@linkplain dev.parlando.speech.SpeechRequestBuilder#timestamps timestamps}.
     */
    List<TimedWord> words();

    /**
     * Returns the text up to the position: all characters whose speech was sent or confirmed completely. The text is
     * final once the utterance has ended. That of a live text is a prefix of the text as it was written.
     *
     * @throws IllegalStateException if the request did not ask for timestamps
     */
    String playedText();

    /**
     * Returns the heard, unheard and unsent parts of a live text, in the words of its writer. They are final once the
     * utterance has ended.
     *
     * @throws IllegalStateException if the utterance speaks a request
     */
    LiveTextReport textReport();

    /** Returns the number of gaps so far that were caused by late audio. */
    int gaps();
}
