package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.telemetry.TimelineEvent;

/**
 * A writer that feeds the current utterance to the sink. It waits for the prefill, keeps the sink full, and fades the
 * audio out before an underrun.
 *
 * <p>Threading: confined to the playback thread. Cost: no allocation per step.
 */
final class SinkWriter {
    private static final int BURST_MILLIS = 20;
    /** The length of unplayed audio at which the fade-out starts if no more audio has arrived. */
    private static final int GUARD_MILLIS = 10;

    private final ReplayableSink sink;
    private final SinkClock clock;
    private final UtteranceQueue queue;
    private final PlaybackEvents events;
    private final PrefillTuner tuner;
    /** The time at which the starved utterance ran dry. */
    private long underrunStartNanos;
    /** Whether the writer of a live text caused the last gap, so that it is not an underrun. */
    private boolean writerPaused;
    /** The time at which all written audio will have been played. */
    private long playedOutNanos;
    /** The length of audio of the current utterance that had arrived at the last check. */
    private double lastArrivedMillis;

    SinkWriter(ReplayableSink sink, SinkClock clock, UtteranceQueue queue, PlaybackEvents events, PrefillTuner tuner) {
        this.sink = sink;
        this.clock = clock;
        this.queue = queue;
        this.events = events;
        this.tuner = tuner;
    }

    /** Called when the next utterance becomes the current one. */
    void onNextUtterance() {
        lastArrivedMillis = 0;
        tuner.beginUtterance();
    }

    /** Called when the utterance was paused or held. The arrival times during the pause are not evaluated. */
    void onSuspended() {
        tuner.onPaused();
    }

    /**
     * Writes the available audio of an utterance.
     *
     * @param isOnly whether no other utterance is being played
     * @return whether all audio of the utterance was written
     */
    boolean play(PlayingUtterance playing, boolean isOnly) {
        PlaybackState state = playing.state();
        if (state.isSuspended()) {
            return false;
        }
        if (playing.isFullyWritten()) {
            return true;
        }
        if (!startIfReady(playing, isOnly)) {
            return false;
        }
        if (state == PlaybackState.PLAYING) {
            detectLateWrite(playing);
        }
        write(playing);
        playedOutNanos = clock.nanoTime() + sink.durationNanos(sink.unplayedAudioFrames());
        if (playing.isFullyWritten()) {
            tuner.endUtterance();
            return true;
        }
        fadeOutBeforeUnderrun(playing);
        return false;
    }

    /** Opens the sink and checks whether enough audio is available to start or to resume. */
    private boolean startIfReady(PlayingUtterance playing, boolean isOnly) {
        boolean formatKnown = playing.utterance().feed().isFormatKnown();
        if (!openSink(playing, isOnly, formatKnown) || !formatKnown || !playing.isFilterReady()) {
            return false;
        }
        playing.fill(1); // Determines the length of the trimmed audio.
        recordArrival(playing.utterance());
        if (playing.state() == PlaybackState.PLAYING) {
            return true;
        }
        int requiredAudioFrames = requiredAudioFrames(playing);
        playing.fill(requiredAudioFrames);
        if (!playing.isInputEnded() && sink.isPaced() && playing.pendingAudioFrames() < requiredAudioFrames) {
            return false;
        }
        if (playing.pendingAudioFrames() == 0) {
            return playing.isInputEnded(); // No audio arrived, or no further audio.
        }
        start(playing);
        return true;
    }

    private void start(PlayingUtterance playing) {
        playing.startAfterSilence();
        if (playing.state() == PlaybackState.STARVED) {
            onUnderrunEnded(playing);
        }
        playing.transition(PlaybackTrigger.READY);
    }

    /** Returns the length of audio required to start or to resume, behind the samples that the sink takes in advance. */
    private int requiredAudioFrames(PlayingUtterance playing) {
        int millis =
                playing.state() == PlaybackState.STARVED ? tuner.resumeMillis() : tuner.startMillis(clock.nanoTime());
        long lead = Math.max(0, sink.leadAudioFrames() - sink.unplayedAudioFrames());
        return sink.format().audioFrames(millis) + (int) lead;
    }

    /**
     * Ensures that the sink is open. It is opened in a format in which the utterance loses nothing, but only while it is
     * silent, since that would be heard as a gap. A sink that has samples to play keeps its format.
     *
     * <p>Until the first block of the utterance is decoded, its expected format is used. There is time then to open a
     * device for the waiting utterances as well.
     */
    private boolean openSink(PlayingUtterance playing, boolean isOnly, boolean formatKnown) {
        if (sink.isOpen() && (playing.isPrepared() || sink.unplayedAudioFrames() > 0)) {
            return true;
        }
        PcmFormat format = playing.utterance().feed().format();
        boolean hasTime = !formatKnown && sink.isPaced();
        PcmFormat wanted = hasTime ? queue.formatForAll(format) : format;
        if (sink.isOpenFor(wanted)) {
            return true;
        }
        if (!isOnly) {
            return false;
        }
        sink.openFor(wanted);
        return true;
    }

    /** Reports newly arrived audio to the tuner. */
    private void recordArrival(Utterance utterance) {
        double millis = utterance.feed().decodedMillis() - utterance.trimmedMillis();
        if (millis != lastArrivedMillis) {
            lastArrivedMillis = millis;
            tuner.onArrival(clock.nanoTime(), millis);
        }
    }

    private void onUnderrunEnded(PlayingUtterance playing) {
        if (writerPaused) {
            return;
        }
        double gapMillis = (clock.nanoTime() - underrunStartNanos) / 1e6;
        tuner.onUnderrun(gapMillis);
        reportUnderrun(playing, gapMillis);
    }

    private void reportUnderrun(PlayingUtterance playing, double gapMillis) {
        playing.utterance().progress().countUnderrun();
        events.onUnderrun(playing.utterance(), gapMillis);
    }

    /** Counts a gap caused by a stall of this machine or its sound system, not by the network. */
    private void detectLateWrite(PlayingUtterance playing) {
        if (sink.isPaced()
                && playing.isInRun()
                && playing.pendingAudioFrames() > 0
                && sink.unplayedAudioFrames() == 0) {
            reportUnderrun(playing, Math.max(0, clock.nanoTime() - playedOutNanos) / 1e6);
        }
    }

    private void write(PlayingUtterance playing) {
        int burst = sink.format().audioFrames(BURST_MILLIS);
        int reserved = reservedAudioFrames(playing);
        while (playing.utterance().isActive()) {
            playing.fill(burst + reserved);
            reserved = reservedAudioFrames(playing);
            int count = Math.min(burst, playing.pendingAudioFrames() - reserved);
            if (count <= 0) {
                return;
            }
            if (playing.isFadedOut()) {
                playing.fadeIn(); // More audio arrived before the sink ran empty.
            }
            int accepted = playing.write(count);
            if (accepted > 0) {
                playing.utterance().timeline().mark(TimelineEvent.FIRST_PLAYED);
            }
            if (accepted < count) {
                return;
            }
        }
    }

    /**
     * Returns the number of audio frames to retain while more audio is expected. They are faded out if none arrives.
     */
    private int reservedAudioFrames(PlayingUtterance playing) {
        return playing.isInputEnded() || !sink.isPaced() ? 0 : sink.format().audioFrames(Fade.MILLIS);
    }

    /** Fades out the audio if no more arrived in time, and reports that the utterance ran dry. */
    private void fadeOutBeforeUnderrun(PlayingUtterance playing) {
        if (!sink.isPaced() || playing.state() != PlaybackState.PLAYING) {
            return;
        }
        long unplayed = sink.unplayedAudioFrames();
        boolean nearlyEmpty = playing.pendingAudioFrames() <= reservedAudioFrames(playing);
        if (nearlyEmpty && playing.pendingAudioFrames() > 0 && unplayed <= guardAudioFrames()) {
            playing.fadeOut();
            playing.write(playing.pendingAudioFrames());
        } else if (nearlyEmpty && unplayed <= sink.leadAudioFrames()) {
            underrunStartNanos = clock.nanoTime();
            writerPaused = playing.utterance().progress().isWriterPausing();
            if (writerPaused) {
                tuner.onPaused();
            }
            playing.transition(PlaybackTrigger.UNDERRUN);
        }
    }

    private int guardAudioFrames() {
        return sink.format().audioFrames(GUARD_MILLIS) + sink.leadAudioFrames();
    }

    /**
     * Returns the time until the available audio suffices to start, or 0 if only further audio can make it sufficient.
     */
    long startDelayNanos(PlayingUtterance playing) {
        boolean waits = playing.state() == PlaybackState.WAITING && playing.pendingAudioFrames() > 0;
        return waits ? Math.max(0, tuner.nanosUntilBurstSuffices(clock.nanoTime())) : 0;
    }

    /** Returns whether an utterance has samples that should be written. */
    boolean hasWritable(PlayingUtterance playing) {
        return playing.state() == PlaybackState.PLAYING && playing.pendingAudioFrames() > reservedAudioFrames(playing);
    }

    /** Returns the time until the sink has room for a burst, is about to run dry, or has played all audio. */
    long nanosUntilWrite(PlayingUtterance last, long unplayed) {
        if (last.state() != PlaybackState.PLAYING || last.isFullyWritten()) {
            return sink.durationNanos(unplayed);
        }
        long minBuffered;
        if (hasWritable(last)) {
            minBuffered = Math.max(0, sink.bufferAudioFrames() - sink.format().audioFrames(BURST_MILLIS));
        } else {
            minBuffered = unplayed > guardAudioFrames() ? guardAudioFrames() : sink.leadAudioFrames();
        }
        return sink.durationNanos(Math.max(0, unplayed - minBuffered));
    }
}
