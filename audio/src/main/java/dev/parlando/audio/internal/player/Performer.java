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
final class Performer {
    private static final int BURST_MILLIS = 20;
    /** How long before the end of what is there the sound is faded out, for want of more. */
    private static final int GUARD_MILLIS = 10;

    private final Tape tape;
    private final SinkClock clock;
    private final StageListener listener;
    private final PrefillTuner tuner;
    /** When the part that is starved ran dry. */
    private long dryNanos;
    /** When all that was written will have been heard. */
    private long dueNanos;
    /** How much of the part whose turn it is was there at the last look. */
    private double arrivedMillis;

    Performer(Tape tape, SinkClock clock, StageListener listener, PrefillTuner tuner) {
        this.tape = tape;
        this.clock = clock;
        this.listener = listener;
        this.tuner = tuner;
    }

    /** Is told that another part has its turn. */
    void onTurn() {
        arrivedMillis = 0;
        tuner.begin();
    }

    /** Is told that the part was silenced for a while, which says nothing about how its audio comes in. */
    void onSuspension() {
        tuner.paused();
    }

    /**
     * Writes what there is of a part.
     *
     * @param alone whether nothing else is on stage
     * @return whether that was all of it
     */
    boolean play(Part part, boolean alone) {
        PlaybackState state = part.state();
        if (state.isSuspended()) {
            return false;
        }
        if (part.isWritten()) {
            return true;
        }
        if (!isReady(part, alone)) {
            return false;
        }
        if (state == PlaybackState.PLAYING) {
            noteLateness(part);
        }
        write(part);
        dueNanos = clock.nanoTime() + tape.nanos(tape.unheardAudioFrames());
        if (part.isWritten()) {
            tuner.end();
            return true;
        }
        conceal(part);
        return false;
    }

    /** Opens the sink and waits until there is enough to begin, or to go on, with. */
    private boolean isReady(Part part, boolean alone) {
        if (!prepare(part, alone)) {
            return false;
        }
        part.fill(1); // So that it is known what is left out at the start.
        noteArrival(part.utterance());
        if (part.state() == PlaybackState.PLAYING) {
            return true;
        }
        int awaited = tape.format().audioFrames(awaitedMillis(part));
        part.fill(awaited);
        if (!part.isWhole() && tape.isPaced() && part.pendingAudioFrames() < awaited) {
            return false;
        }
        if (part.pendingAudioFrames() == 0) {
            return part.isWhole(); // Nothing came, or nothing more.
        }
        begin(part);
        return true;
    }

    private void begin(Part part) {
        if (part.hasBegun()) {
            part.fadeIn();
        }
        if (part.state() == PlaybackState.STARVED) {
            onUnderrunOver(part);
        }
        part.happen(PlaybackEvent.READY);
    }

    private int awaitedMillis(Part part) {
        return part.state() == PlaybackState.STARVED ? tuner.resumeMillis() : tuner.startMillis(clock.nanoTime());
    }

    /** Sees to it that the sink is open for a part, whose true format is known when its first block was decoded. */
    private boolean prepare(Part part, boolean alone) {
        PcmFormat wanted = part.utterance().feed().format();
        if (tape.isOpenFor(wanted)) {
            return true;
        }
        if (!alone || (tape.isOpen() && tape.unheardAudioFrames() > 0)) {
            return false; // What is in another format is heard first.
        }
        tape.open(wanted);
        return true;
    }

    /** Tells the tuner how the audio comes in. */
    private void noteArrival(Utterance utterance) {
        double millis = utterance.feed().decodedMillis() - utterance.trimmedMillis();
        if (millis != arrivedMillis) {
            arrivedMillis = millis;
            tuner.arrived(clock.nanoTime(), millis);
        }
    }

    private void onUnderrunOver(Part part) {
        double gapMillis = (clock.nanoTime() - dryNanos) / 1e6;
        tuner.ranDry(gapMillis);
        noteUnderrun(part, gapMillis);
    }

    private void noteUnderrun(Part part, double gapMillis) {
        part.utterance().noteUnderrun();
        listener.onUnderrun(part.utterance(), gapMillis);
    }

    /** Counts a gap that was none of the network's: this machine, or its sound system, stood still in mid-speech. */
    private void noteLateness(Part part) {
        if (tape.isPaced() && part.isSounding() && part.pendingAudioFrames() > 0 && tape.unheardAudioFrames() == 0) {
            noteUnderrun(part, Math.max(0, clock.nanoTime() - dueNanos) / 1e6);
        }
    }

    private void write(Part part) {
        int burst = tape.format().audioFrames(BURST_MILLIS);
        int heldBack = heldBackAudioFrames(part);
        while (part.utterance().isWanted()) {
            part.fill(burst + heldBack);
            heldBack = heldBackAudioFrames(part);
            int count = Math.min(burst, part.pendingAudioFrames() - heldBack);
            if (count <= 0) {
                return;
            }
            if (part.isFadedOut()) {
                part.fadeIn(); // More came, after all, before the sound was over.
            }
            int taken = part.write(count);
            if (taken > 0) {
                part.utterance().timeline().mark(TimelineEvent.FIRST_PLAYED);
            }
            if (taken < count) {
                return;
            }
        }
    }

    /** A little is kept back while more is to come: it is what can be faded out if nothing comes. */
    private int heldBackAudioFrames(Part part) {
        return part.isWhole() || !tape.isPaced() ? 0 : tape.format().audioFrames(Fade.MILLIS);
    }

    /** Ends the sound softly if nothing came in time, and says so. */
    private void conceal(Part part) {
        if (!tape.isPaced() || part.state() != PlaybackState.PLAYING) {
            return;
        }
        long unheard = tape.unheardAudioFrames();
        boolean lastOfAll = part.pendingAudioFrames() <= heldBackAudioFrames(part);
        if (lastOfAll && part.pendingAudioFrames() > 0 && unheard <= guardAudioFrames()) {
            part.fadeOut();
            part.write(part.pendingAudioFrames());
        } else if (lastOfAll && unheard <= tape.leadAudioFrames()) {
            dryNanos = clock.nanoTime();
            part.happen(PlaybackEvent.RAN_DRY);
        }
    }

    private int guardAudioFrames() {
        return tape.format().audioFrames(GUARD_MILLIS) + tape.leadAudioFrames();
    }

    /** Returns how long a part has to wait with what it has; 0 if that depends on nothing but what comes in. */
    long delayNanos(Part part) {
        boolean waits = part.state() == PlaybackState.WAITING && part.pendingAudioFrames() > 0;
        return waits ? Math.max(0, tuner.nanosUntilBurstWillDo(clock.nanoTime())) : 0;
    }

    /** Returns whether a part has samples that should be written. */
    boolean hasMore(Part part) {
        return part.state() == PlaybackState.PLAYING && part.pendingAudioFrames() > heldBackAudioFrames(part);
    }

    /** Returns how long it is until the sink has room for a burst, or is about to run dry, or has played all. */
    long untilSinkNanos(Part last, long unheard) {
        if (last.state() != PlaybackState.PLAYING || last.isWritten()) {
            return tape.nanos(unheard);
        }
        long left;
        if (hasMore(last)) {
            left = Math.max(0, tape.bufferAudioFrames() - tape.format().audioFrames(BURST_MILLIS));
        } else {
            left = unheard > guardAudioFrames() ? guardAudioFrames() : tape.leadAudioFrames();
        }
        return tape.nanos(Math.max(0, unheard - left));
    }
}
