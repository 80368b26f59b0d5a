package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.MasterControls;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.PlaybackException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The playback loop, which plays utterances on the sink in small steps. Each step applies commands, writes audio into
 * the free space of the sink, and records the played audio.
 *
 * <p>To stop immediately despite the device buffer, the loop removes the unplayed samples of an utterance from the sink.
 * The utterance keeps them for a resumption. Those of later utterances are written again.
 *
 * <p>Threading: confined to the playback thread. Cost: no allocation per step.
 */
final class PlaybackLoop {
    /** The return value of {@link #step()} when no work is due until the next event. */
    static final long FOREVER = Long.MAX_VALUE;

    private final ReplayableSink sink;
    private final SinkClock clock;
    private final UtteranceQueue queue;
    private final PlaybackEvents events;
    private final Runnable onQueueAdvanced;
    private final SinkWriter writer;
    private final StepSchedule schedule;
    private final SinkRecovery recovery;
    private final FilterPreparation filters;
    private final LevelMeter levelMeter;
    private final MasterControls controls;
    private final SampleProcessor.Settings processorSettings;
    /**
     * The utterances that were not played completely, in playback order. All of them except the last have no more audio
     * to decode.
     */
    private final List<PlayingUtterance> utterances = new ArrayList<>();
    /** The format of the samples of the utterances if the sink was reopened in another one; otherwise {@code null}. */
    private @Nullable PcmFormat formatBeforeLoss;

    /** Creates a loop that calls {@code onQueueAdvanced} whenever an utterance has started or ended. */
    PlaybackLoop(
            ReplayableSink sink,
            SinkClock clock,
            UtteranceQueue queue,
            PlaybackEvents events,
            Runnable onQueueAdvanced,
            FilterPreparation filters,
            MasterControls controls,
            PlayerSettings settings) {
        this.sink = sink;
        this.clock = clock;
        this.queue = queue;
        this.events = events;
        this.onQueueAdvanced = onQueueAdvanced;
        this.controls = controls;
        PrefillTuner tuner = new PrefillTuner(settings.prefillMillis(), settings.maxPrefillMillis());
        this.writer = new SinkWriter(sink, clock, queue, events, tuner);
        this.schedule = new StepSchedule(sink, clock, writer);
        this.recovery = new SinkRecovery(sink, clock, events);
        this.levelMeter = new LevelMeter(sink, clock, events.levels());
        this.filters = filters;
        this.processorSettings = new SampleProcessor.Settings(settings.trimLeadingSilence(), filters, controls.gain());
    }

    /**
     * Performs the work that is due. Returns the time in nanoseconds until more work is due, unless an event comes
     * first.
     */
    long step() {
        try {
            applyCommands();
            if (recovery.isPending() && !tryReopenSink()) {
                return awaitSink(recovery.nanosUntilNext());
            }
            if (formatBeforeLoss != null && !convertAfterLoss(formatBeforeLoss)) {
                return awaitSink(queue.nanosUntilLate(clock)); // Or until the filters are ready.
            }
            sink.checkDevice();
            sink.continueRemoval();
            boolean hadUnplayed = sink.isOpen() && sink.unplayedAudioFrames() > 0;
            long writtenBefore = sink.writtenAudioFrames();
            writeUtterances();
            if (sink.isOpen()) {
                filters.prepareRequested(queue, sink.format());
            }
            int before = utterances.size();
            removeFinished();
            levelMeter.update();
            if (utterances.size() < before || queue.dropLate(clock)) {
                return 0; // A finished utterance may unblock the next one.
            }
            resumeStreams();
            long waitNanos = schedule.waitNanos(utterances, hadUnplayed || sink.writtenAudioFrames() != writtenBefore);
            return Math.min(waitNanos, Math.min(levelMeter.nanosUntilDue(), queue.nanosUntilLate(clock)));
        } catch (RuntimeException | Error e) {
            return onFailure(e);
        }
    }

    /** Performs the part of a step that needs no sink. Returns the time until the next step, at most the given one. */
    private long awaitSink(long waitNanos) {
        removeFinished();
        levelMeter.update();
        return queue.dropLate(clock) ? 0 : waitNanos;
    }

    private long onFailure(Throwable failure) {
        if (failure instanceof PlaybackException stolen && stolen.isVoiceStolen()) {
            onVoiceStolen();
            return 0;
        }
        if (failure instanceof PlaybackException lost && lost.retryable()) {
            try {
                onDeviceLost(lost);
                return 0;
            } catch (RuntimeException | Error e) {
                lost.addSuppressed(e);
            }
        }
        fail(failure);
        return 0;
    }

    /** Ends all playing utterances with an exception of the sink or of a decoder. Waiting utterances are still played. */
    void fail(Throwable failure) {
        String message = "sink '" + events.sinkName() + "' or the decoder failed: " + failure;
        endAll(failure instanceof ParlandoException known ? known : new PlaybackException(message, failure));
    }

    private boolean tryReopenSink() {
        PcmFormat before = sink.format();
        if (!recovery.tryReopen()) {
            return false;
        }
        formatBeforeLoss = before.equals(sink.format()) ? null : before;
        return true;
    }

    /** Converts the audio to be written again to the format of the reopened sink. Returns whether that was possible. */
    private boolean convertAfterLoss(PcmFormat before) {
        PcmFormat after = sink.format();
        boolean ready = true;
        for (PlayingUtterance playing : utterances) {
            ready &= playing.prepareChange(before, after);
        }
        if (ready) {
            formatBeforeLoss = null;
            utterances.forEach(playing -> playing.changeSinkFormat(before, after));
        }
        return ready;
    }

    private void applyCommands() {
        for (int i = 0; i < utterances.size(); i++) {
            applyCommand(utterances.get(i));
        }
    }

    private void applyCommand(PlayingUtterance playing) {
        PlaybackCommand command = playing.utterance().command();
        switch (command.orPaused(controls.isPaused()).kind()) {
            case STOP -> {
                if (playing.state() != PlaybackState.STOPPING) {
                    stop(playing);
                }
            }
            case PAUSE -> suspend(playing, PlaybackState.PAUSED, PlaybackTrigger.PAUSE);
            case HOLD -> suspend(playing, PlaybackState.HELD, PlaybackTrigger.HOLD);
            case PLAY -> playing.transition(PlaybackTrigger.RESUME);
        }
        if (command.isExpired(clock)) {
            playing.utterance().endHold(command);
            applyCommand(playing);
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

    /**
     * Removes an utterance and those behind it from the sink and reclaims their samples. Has no effect if the sink holds
     * nothing of it.
     */
    private void silence(PlayingUtterance playing) {
        if (!sink.isOpen() || !playing.isInRun() || playing.endAudioFrame() <= sink.positionAudioFrames()) {
            return;
        }
        long start = playing.startAudioFrame();
        long position = sink.remove(start, playing.endAudioFrame());
        for (int i = utterances.indexOf(playing); i < utterances.size(); i++) {
            utterances.get(i).reclaimUnplayed(position);
        }
        if (position > start) {
            playing.fadeTailEnds(sink.writtenAudioFrames());
        }
    }

    /** Writes the utterances in order while the sink has room, then starts the next ones from the queue. */
    private void writeUtterances() {
        for (int i = 0; i < utterances.size(); i++) {
            if (!play(utterances.get(i))) {
                return;
            }
        }
        Utterance next = startNext();
        while (next != null) {
            PlayingUtterance playing = new PlayingUtterance(next, sink, processorSettings);
            utterances.add(playing);
            writer.onNextUtterance();
            playing.transition(PlaybackTrigger.DEQUEUED);
            applyCommand(playing);
            onQueueAdvanced.run();
            if (!play(playing)) {
                return;
            }
            next = startNext();
        }
    }

    /** Returns the next waiting utterance, or {@code null} if none waits or the player is paused. */
    private @Nullable Utterance startNext() {
        return controls.isPaused() ? null : queue.startNext();
    }

    private boolean play(PlayingUtterance playing) {
        return writer.play(playing, utterances.size() == 1);
    }

    /** Records the played audio and removes the utterances that have ended. */
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

    /**
     * Completes the run if the last queued utterance was played completely. Called before that utterance ends, since
     * the completion may fail.
     */
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
        onQueueAdvanced.run();
    }

    private void resumeStreams() {
        for (int i = 0; i < utterances.size(); i++) {
            utterances.get(i).utterance().resumeIfHeld();
        }
    }

    private void onDeviceLost(PlaybackException failure) {
        long position = sink.positionAudioFrames();
        for (int i = 0; i < utterances.size(); i++) {
            utterances.get(i).reclaimUnplayed(position);
            utterances.get(i).dropFadeTail();
        }
        recovery.onDeviceLost(failure);
    }

    /** Ends the utterances of which the sink holds samples. The others are played later. */
    private void onVoiceStolen() {
        sink.onVoiceStolen();
        for (int i = 0; i < utterances.size(); i++) {
            PlayingUtterance playing = utterances.get(i);
            playing.dropFadeTail();
            if (playing.isInRun()) {
                playing.utterance().endWith(PlaybackCommand.STEAL);
            }
        }
    }

    private void recordPlayed() {
        if (sink.isOpen()) {
            long position = sink.positionAudioFrames();
            utterances.forEach(playing -> {
                playing.updatePosition(position);
                playing.markFirstHeard(position, true);
            });
        }
    }

    /** Ends all playing utterances without a fade. */
    void close() {
        endAll(null);
    }

    /** Ends all playing utterances, with {@code failure} if it is not null. Waiting utterances are still played. */
    private void endAll(@Nullable ParlandoException failure) {
        events.tryOnSink("failed at the end of a run", this::recordPlayed);
        events.tryOnSink("failed at the end of a run", sink::abandon);
        recovery.reset();
        List<PlayingUtterance> cleared = List.copyOf(utterances);
        utterances.clear();
        boolean shared = cleared.size() > 1;
        cleared.forEach(playing -> finish(playing, shared && failure != null ? failure.copy() : failure));
    }
}
