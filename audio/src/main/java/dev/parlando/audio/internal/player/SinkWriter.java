package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.telemetry.TimelineEvent;

/**
 * Writes the part whose turn it is: waits until there is enough to begin with, keeps the sink full, and makes a gap soft.
 *
 * <p>Threading: confined to the play thread. Cost: nothing is allocated per step.
 */
final class SinkWriter {
    private static final int BURST_MILLIS = 20;
    /** How long before the end of what is there the sound is faded out, for want of more. */
    private static final int GUARD_MILLIS = 10;

    private final ReplayableSink sink;
    private final SinkClock clock;
    private final PlaybackLoopListener listener;
    private final PrefillTuner tuner;
    /** When the part that is starved ran dry. */
    private long underrunStartNanos;
    /** When all that was written will have been heard. */
    private long playedOutNanos;
    /** How much of the part whose turn it is was there at the last look. */
    private double lastArrivedMillis;

    SinkWriter(ReplayableSink sink, SinkClock clock, PlaybackLoopListener listener, PrefillTuner tuner) {
        this.sink = sink;
        this.clock = clock;
        this.listener = listener;
        this.tuner = tuner;
    }

    /** Is told that another part has its turn. */
    void onNextUtterance() {
        lastArrivedMillis = 0;
        tuner.beginUtterance();
    }

    /** Is told that the part was silenced for a while, which says nothing about how its audio comes in. */
    void onSuspended() {
        tuner.onPaused();
    }

    /**
     * Writes what there is of a part.
     *
     * @param isOnly whether nothing else is on stage
     * @return whether that was all of it
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

    /** Opens the sink and waits until there is enough to begin, or to go on, with. */
    private boolean startIfReady(PlayingUtterance playing, boolean isOnly) {
        if (!openSink(playing, isOnly)) {
            return false;
        }
        playing.fill(1); // So that it is known what is left out at the start.
        recordArrival(playing.utterance());
        if (playing.state() == PlaybackState.PLAYING) {
            return true;
        }
        int requiredAudioFrames = sink.format().audioFrames(requiredMillis(playing));
        playing.fill(requiredAudioFrames);
        if (!playing.isInputEnded() && sink.isPaced() && playing.pendingAudioFrames() < requiredAudioFrames) {
            return false;
        }
        if (playing.pendingAudioFrames() == 0) {
            return playing.isInputEnded(); // Nothing came, or nothing more.
        }
        start(playing);
        return true;
    }

    private void start(PlayingUtterance playing) {
        if (playing.hasStarted()) {
            playing.fadeIn();
        }
        if (playing.state() == PlaybackState.STARVED) {
            onUnderrunEnded(playing);
        }
        playing.transition(PlaybackTrigger.READY);
    }

    private int requiredMillis(PlayingUtterance playing) {
        return playing.state() == PlaybackState.STARVED ? tuner.resumeMillis() : tuner.startMillis(clock.nanoTime());
    }

    /** Sees to it that the sink is open for a part, whose true format is known when its first block was decoded. */
    private boolean openSink(PlayingUtterance playing, boolean isOnly) {
        PcmFormat wanted = playing.utterance().feed().format();
        if (sink.isOpenFor(wanted)) {
            return true;
        }
        if (!isOnly || (sink.isOpen() && sink.unplayedAudioFrames() > 0)) {
            return false; // What is in another format is heard first.
        }
        sink.open(wanted);
        return true;
    }

    /** Tells the tuner how the audio comes in. */
    private void recordArrival(Utterance utterance) {
        double millis = utterance.feed().decodedMillis() - utterance.trimmedMillis();
        if (millis != lastArrivedMillis) {
            lastArrivedMillis = millis;
            tuner.onArrival(clock.nanoTime(), millis);
        }
    }

    private void onUnderrunEnded(PlayingUtterance playing) {
        double gapMillis = (clock.nanoTime() - underrunStartNanos) / 1e6;
        tuner.onUnderrun(gapMillis);
        reportUnderrun(playing, gapMillis);
    }

    private void reportUnderrun(PlayingUtterance playing, double gapMillis) {
        playing.utterance().countUnderrun();
        listener.onUnderrun(playing.utterance(), gapMillis);
    }

    /** Counts a gap that was none of the network's: this machine, or its sound system, stood still in mid-speech. */
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
                playing.fadeIn(); // More came, after all, before the sound was over.
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

    /** A little is kept back while more is to come: it is what can be faded out if nothing comes. */
    private int reservedAudioFrames(PlayingUtterance playing) {
        return playing.isInputEnded() || !sink.isPaced() ? 0 : sink.format().audioFrames(Fade.MILLIS);
    }

    /** Ends the sound softly if nothing came in time, and says so. */
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
            playing.transition(PlaybackTrigger.UNDERRUN);
        }
    }

    private int guardAudioFrames() {
        return sink.format().audioFrames(GUARD_MILLIS) + sink.leadAudioFrames();
    }

    /** Returns how long a part has to wait with what it has; 0 if that depends on nothing but what comes in. */
    long startDelayNanos(PlayingUtterance playing) {
        boolean waits = playing.state() == PlaybackState.WAITING && playing.pendingAudioFrames() > 0;
        return waits ? Math.max(0, tuner.nanosUntilBurstSuffices(clock.nanoTime())) : 0;
    }

    /** Returns whether a part has samples that should be written. */
    boolean hasWritable(PlayingUtterance playing) {
        return playing.state() == PlaybackState.PLAYING && playing.pendingAudioFrames() > reservedAudioFrames(playing);
    }

    /** Returns how long it is until the sink has room for a burst, or is about to run dry, or has played all. */
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
