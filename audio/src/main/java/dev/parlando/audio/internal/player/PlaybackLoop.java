package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.PlaybackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Plays utterances on the sink, in small steps: fulfils wishes, writes what there is room for, notes what was heard.
 *
 * <p>To go silent at once although the device has a buffer, it discards what was not heard, writes a faded copy of the next
 * few milliseconds, and keeps the rest for going on. What others had in the buffer is simply written again.
 *
 * <p>Threading: confined to the play thread. Cost: nothing is allocated per step.
 */
final class PlaybackLoop {
    /** What {@link #step()} answers when there is nothing to do until something happens. */
    static final long FOREVER = Long.MAX_VALUE;

    private static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ReplayableSink sink;
    private final SinkClock clock;
    private final UtteranceQueue queue;
    private final PlaybackLoopListener listener;
    private final SinkWriter writer;
    private final SinkRecovery recovery;
    private final ShapingSettings settings;
    /** Those that were not heard to their end, in the order of their turns; all but the last were asked for entirely. */
    private final List<PlayingUtterance> utterances = new ArrayList<>();

    PlaybackLoop(
            ReplayableSink sink,
            SinkClock clock,
            UtteranceQueue queue,
            PlaybackLoopListener listener,
            PrefillTuner tuner,
            ShapingSettings settings) {
        this.sink = sink;
        this.clock = clock;
        this.queue = queue;
        this.listener = listener;
        this.writer = new SinkWriter(sink, clock, listener, tuner);
        this.recovery = new SinkRecovery(sink, clock, listener);
        this.settings = settings;
    }

    /** Does what there is to do, and returns for how many nanoseconds there will be nothing unless something happens. */
    long step() {
        try {
            applyCommands();
            if (recovery.isPending() && !tryReopenSink()) {
                removeFinished();
                return SinkRecovery.RETRY_NANOS;
            }
            sink.checkDevice();
            writeUtterances();
            int before = utterances.size();
            removeFinished();
            return utterances.size() < before ? 0 : waitNanos(); // Who goes may make way for who waits.
        } catch (PlaybackException e) {
            return onSinkFailure(e);
        } catch (ParlandoException e) {
            endAll(e);
        } catch (RuntimeException | Error e) {
            endAll(new PlaybackException("the sink or the decoder failed: " + e, e));
        }
        return 0;
    }

    /** Tries to get a lost device back; what is to be written again may have to be in another format now. */
    private boolean tryReopenSink() {
        PcmFormat before = sink.format();
        if (!recovery.tryReopen()) {
            return false;
        }
        if (!before.equals(sink.format())) {
            utterances.forEach(playing -> playing.changeSinkFormat(before, sink.format()));
        }
        return true;
    }

    private void applyCommands() {
        for (int i = 0; i < utterances.size(); i++) {
            PlayingUtterance playing = utterances.get(i);
            PlaybackCommand command = playing.utterance().command();
            PlaybackState state = playing.state();
            switch (command.kind()) {
                case STOP -> {
                    if (state != PlaybackState.STOPPING) {
                        stop(playing);
                    }
                }
                case PAUSE -> suspend(playing, PlaybackState.PAUSED, PlaybackTrigger.PAUSE);
                case HOLD -> {
                    suspend(playing, PlaybackState.HELD, PlaybackTrigger.HOLD);
                    if (command.untilNanos() - clock.nanoTime() <= 0) {
                        playing.utterance().endHold(command);
                        i--; // Look again.
                    }
                }
                case PLAY -> playing.transition(PlaybackTrigger.RESUME);
            }
        }
    }

    private void suspend(PlayingUtterance playing, PlaybackState wanted, PlaybackTrigger trigger) {
        if (playing.state() != wanted && playing.state() != PlaybackState.STOPPING) {
            silence(playing);
            writer.onSuspended();
            playing.transition(trigger);
        }
    }

    private void stop(PlayingUtterance playing) {
        silence(playing);
        playing.discardInput();
        playing.transition(PlaybackTrigger.STOP);
    }

    /** Silences a part with a fade, and takes back what was not heard of it and of all that comes after it. */
    private void silence(PlayingUtterance playing) {
        if (!sink.isOpen() || sink.unplayedAudioFrames() == 0) {
            return;
        }
        sink.discard();
        long position = sink.positionAudioFrames();
        boolean wasPlaying = false;
        for (int i = 0; i < utterances.size(); i++) {
            boolean isPlaying = utterances.get(i).reclaimUnplayed(position);
            wasPlaying |= isPlaying && utterances.get(i) == playing;
        }
        utterances.forEach(PlayingUtterance::rewriteFadeTail);
        if (wasPlaying) {
            playing.writeFadeTail();
        }
    }

    /** Writes the parts in their order, as far as the sink has room, and lets the next have its turn. */
    private void writeUtterances() {
        for (int i = 0; i < utterances.size(); i++) {
            if (!play(utterances.get(i))) {
                return;
            }
        }
        Utterance next = queue.startNext();
        while (next != null) {
            PlayingUtterance playing = new PlayingUtterance(next, sink, settings);
            utterances.add(playing);
            writer.onNextUtterance();
            playing.transition(PlaybackTrigger.DEQUEUED);
            listener.onQueueAdvanced();
            if (!play(playing)) {
                return;
            }
            next = queue.startNext();
        }
    }

    private boolean play(PlayingUtterance playing) {
        return writer.play(playing, utterances.size() == 1);
    }

    /** Notes what was heard, and lets go of what is over. */
    private void removeFinished() {
        if (utterances.isEmpty()) {
            return;
        }
        long position = sink.positionAudioFrames();
        if (sink.isOpen() && position > 0) {
            recovery.onPlaying();
        }
        for (int i = 0; i < utterances.size(); i++) {
            PlayingUtterance playing = utterances.get(i);
            playing.markFirstHeard(position, false);
            playing.updatePosition(position);
            if (isFinished(playing, position)) {
                playing.markFirstHeard(position, true);
                playing.markPlayedCompletely();
                completeRun(playing);
                utterances.remove(i--);
                finish(playing, playing.failure());
            }
        }
    }

    /** Makes the run final if a part is whole, and the last for now; before the part is, since that may fail. */
    private void completeRun(PlayingUtterance last) {
        boolean complete = last.failure() == null && last.utterance().isActive();
        if (complete && utterances.size() == 1 && sink.isOpen() && !queue.hasWaiting()) {
            sink.complete();
        }
    }

    private boolean isFinished(PlayingUtterance playing, long position) {
        if (playing.state() == PlaybackState.STOPPING || playing.state() == PlaybackState.ENDED) {
            return playing.isFadeTailPlayed(position);
        }
        return playing.isFullyWritten() && !playing.state().isSuspended() && position >= playing.endAudioFrame();
    }

    private void finish(PlayingUtterance playing, @Nullable ParlandoException failure) {
        if (playing.state() == PlaybackState.STOPPING) {
            playing.transition(PlaybackTrigger.FADED_OUT);
        }
        queue.remove(playing.utterance());
        playing.utterance().finish(failure);
        listener.onQueueAdvanced();
    }

    private long waitNanos() {
        long nanos = FOREVER;
        long position = sink.positionAudioFrames();
        long unplayed = sink.writtenAudioFrames() - position;
        for (int i = 0; i < utterances.size(); i++) {
            PlayingUtterance playing = utterances.get(i);
            PlaybackCommand command = playing.utterance().command();
            if (command.kind() == PlaybackCommand.Kind.HOLD) {
                nanos = Math.min(nanos, command.untilNanos() - clock.nanoTime());
            }
            playing.utterance().resumeIfHeld();
            long delayNanos = writer.startDelayNanos(playing);
            if (delayNanos > 0) {
                nanos = Math.min(nanos, delayNanos);
            }
            if (unplayed == 0 && writer.hasWritable(playing)) {
                nanos = Math.min(nanos, MIN_WAIT_NANOS);
            }
            nanos = Math.min(nanos, playing.nanosUntilWord(position));
        }
        if (unplayed > 0) {
            nanos = Math.min(nanos, nanosUntilWrite(unplayed));
        }
        return nanos == FOREVER ? FOREVER : Math.max(nanos, MIN_WAIT_NANOS);
    }

    private long nanosUntilWrite(long unplayed) {
        return utterances.isEmpty()
                ? sink.durationNanos(unplayed)
                : writer.nanosUntilWrite(utterances.get(utterances.size() - 1), unplayed);
    }

    private long onSinkFailure(PlaybackException failure) {
        if (!failure.retryable()) {
            endAll(failure);
            return 0;
        }
        long position = sink.positionAudioFrames();
        for (int i = 0; i < utterances.size(); i++) {
            utterances.get(i).reclaimUnplayed(position);
            utterances.get(i).dropFadeTail();
        }
        recovery.onDeviceLost(failure);
        return 0;
    }

    /** Ends everything that is on stage, without a fade. */
    void close() {
        endAll(null);
    }

    /** Ends all that is on stage, with an error if there was one; what waits still has its turn. */
    private void endAll(@Nullable ParlandoException failure) {
        if (sink.isOpen()) {
            long position = sink.positionAudioFrames();
            utterances.forEach(playing -> {
                playing.updatePosition(position);
                playing.markFirstHeard(position, true);
            });
        }
        sink.abandon();
        recovery.reset();
        List<PlayingUtterance> cleared = List.copyOf(utterances);
        utterances.clear();
        cleared.forEach(playing -> finish(playing, failure));
    }
}
