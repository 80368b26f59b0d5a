package dev.parlando.audio;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.playback.SinkClock;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.PlaybackException;
import dev.parlando.telemetry.TimelineEvent;
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
final class Stage {
    /** What {@link #step()} answers when there is nothing to do until something happens. */
    static final long FOREVER = Long.MAX_VALUE;

    private static final int BURST_MILLIS = 20;
    /** How long before the end of what is there the sound is faded out, for want of more. */
    private static final int GUARD_MILLIS = 10;

    private static final long LEAST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /**
     * How soon a resumption is repeated. One that comes before the engine has seen the answer HOLD does nothing, and
     * the engine tells nobody that it has seen it.
     */
    private static final long RESUME_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Tape tape;
    private final SinkClock clock;
    private final Lineup lineup;
    private final StageListener listener;
    private final PrefillTuner tuner;
    private final DeviceLoss loss;
    private final Shaping shaping;
    /** Those that were not heard to their end, in the order of their turns; all but the last were asked for entirely. */
    private final List<Part> parts = new ArrayList<>();
    /** Where in the run the last fade after a stop ends. */
    private long codaEnd;
    /** When the part that is starved ran dry. */
    private long dryNanos;

    /** How much of the part that is being played had been decoded at the last look. */
    private double arrivedMillis;

    Stage(Tape tape, SinkClock clock, Lineup lineup, StageListener listener, PrefillTuner tuner, Shaping shaping) {
        this.tape = tape;
        this.clock = clock;
        this.lineup = lineup;
        this.listener = listener;
        this.tuner = tuner;
        this.loss = new DeviceLoss(tape, clock, listener);
        this.shaping = shaping;
    }

    /** Does what there is to do, and returns for how many nanoseconds there will be nothing unless something happens. */
    long step() {
        try {
            heedWishes();
            if (loss.isUnderWay() && !isBack()) {
                return DeviceLoss.AGAIN_NANOS;
            }
            perform();
            retire();
            return waitNanos();
        } catch (PlaybackException e) {
            return onSinkFailure(e);
        } catch (ParlandoException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(new PlaybackException("the sink or the decoder failed: " + e, e));
        }
        return 0;
    }

    /** Tries to get a lost device back; what is to be written again may have to be in another format now. */
    private boolean isBack() {
        PcmFormat before = tape.format();
        if (!loss.tryAgain()) {
            return false;
        }
        if (!before.equals(tape.format())) {
            parts.forEach(part -> part.retarget(before, tape.format()));
        }
        return true;
    }

    private void heedWishes() {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Wish wish = part.utterance().wish();
            PlaybackState state = part.state();
            switch (wish.kind()) {
                case STOP -> {
                    if (state != PlaybackState.STOPPING) {
                        end(part);
                    }
                }
                case PAUSE -> suspend(part, PlaybackState.PAUSED, PlaybackEvent.PAUSE);
                case HOLD -> {
                    suspend(part, PlaybackState.HELD, PlaybackEvent.HOLD);
                    if (wish.untilNanos() - clock.nanoTime() <= 0) {
                        part.utterance().endHold(wish);
                        i--; // Look again.
                    }
                }
                case PLAY -> part.happen(PlaybackEvent.RESUME);
            }
        }
    }

    private void suspend(Part part, PlaybackState wanted, PlaybackEvent event) {
        if (part.state() != wanted && part.state() != PlaybackState.STOPPING) {
            silence(part);
            tuner.paused();
            part.happen(event);
        }
    }

    private void end(Part part) {
        silence(part);
        part.drop();
        part.happen(PlaybackEvent.STOP);
    }

    /** Silences a part with a fade, and takes back what was not heard of it and of all that comes after it. */
    private void silence(Part part) {
        if (!tape.isOpen() || tape.unheardAudioFrames() == 0) {
            return;
        }
        tape.discard();
        long position = tape.positionAudioFrames();
        codaEnd = Math.min(codaEnd, position);
        boolean sounding = false;
        for (int i = 0; i < parts.size(); i++) {
            boolean wasSounding = parts.get(i).takeBack(position);
            sounding |= wasSounding && parts.get(i) == part;
        }
        if (sounding) {
            part.writeCoda();
            codaEnd = tape.writtenAudioFrames();
        }
    }

    /** Writes the parts in their order, as far as the sink has room, and lets the next have its turn. */
    private void perform() {
        for (int i = 0; i < parts.size(); i++) {
            if (!play(parts.get(i))) {
                return;
            }
        }
        Utterance next = lineup.takeNext();
        while (next != null) {
            Part part = new Part(next, tape, shaping);
            parts.add(part);
            arrivedMillis = 0;
            tuner.begin();
            part.happen(PlaybackEvent.TURN);
            listener.onTurn();
            if (!play(part)) {
                return;
            }
            next = lineup.takeNext();
        }
    }

    /** Writes what there is of a part; returns whether that was all of it. */
    private boolean play(Part part) {
        PlaybackState state = part.state();
        if (state.isSuspended()) {
            return false;
        }
        if (part.isWritten()) {
            return true;
        }
        if (!isReady(part)) {
            return false;
        }
        write(part);
        if (part.isWritten()) {
            tuner.end();
            return true;
        }
        conceal(part);
        return false;
    }

    /** Opens the sink and waits until there is enough to begin, or to go on, with. */
    private boolean isReady(Part part) {
        if (!prepare(part)) {
            return false;
        }
        part.fill(1); // So that it is known what is left out at the start.
        noteArrival(part.utterance());
        if (part.state() == PlaybackState.PLAYING) {
            return true;
        }
        boolean goesOn = part.hasBegun();
        int millis = awaitedMillis(part);
        part.fill(tape.format().audioFrames(millis));
        if (!part.isWhole()
                && tape.isPaced()
                && part.pendingAudioFrames() < tape.format().audioFrames(millis)) {
            return false;
        }
        if (part.pendingAudioFrames() == 0) {
            return part.isWhole(); // Nothing came, or nothing more.
        }
        if (goesOn) {
            part.fadeIn();
        }
        if (part.state() == PlaybackState.STARVED) {
            onUnderrunOver(part);
        }
        part.happen(PlaybackEvent.READY);
        return true;
    }

    private int awaitedMillis(Part part) {
        return part.state() == PlaybackState.STARVED ? tuner.resumeMillis() : tuner.startMillis(clock.nanoTime());
    }

    /** Sees to it that the sink is open for a part, whose true format is known when its first block was decoded. */
    private boolean prepare(Part part) {
        PcmFormat wanted = part.utterance().feed().format();
        if (tape.isOpenFor(wanted)) {
            return true;
        }
        if (tape.isOpen() && tape.unheardAudioFrames() > 0) {
            return false; // What is in another format is heard first.
        }
        retire();
        tape.open(wanted);
        codaEnd = 0;
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
        part.utterance().noteUnderrun();
        listener.onUnderrun(part.utterance(), gapMillis);
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

    /** Notes what was heard, and lets go of what is over. */
    private void retire() {
        if (parts.isEmpty()) {
            return;
        }
        long position = tape.positionAudioFrames();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            part.markHeard(position, false);
            if (part.isHeard(position)) {
                loss.noteSound();
            }
            part.note(position);
            if (isOver(part, position)) {
                part.markHeard(position, true);
                completeRun(part);
                parts.remove(i--);
                finish(part, part.failure());
            }
        }
    }

    /** Makes the run final if a part is whole, and the last for now; before the part is, since that may fail. */
    private void completeRun(Part last) {
        boolean whole = last.failure() == null && last.utterance().isWanted();
        if (whole && parts.size() == 1 && tape.isOpen() && !lineup.hasWaiting()) {
            tape.complete();
        }
    }

    private boolean isOver(Part part, long position) {
        if (part.state() == PlaybackState.STOPPING || part.state() == PlaybackState.ENDED) {
            return position >= codaEnd;
        }
        return part.isWritten() && !part.state().isSuspended() && position >= part.end();
    }

    private void finish(Part part, @Nullable ParlandoException failure) {
        if (part.state() == PlaybackState.STOPPING) {
            part.happen(PlaybackEvent.SILENT);
        }
        lineup.remove(part.utterance());
        part.utterance().finish(failure);
        listener.onTurn();
    }

    private long waitNanos() {
        long nanos = FOREVER;
        long position = tape.positionAudioFrames();
        long unheard = tape.writtenAudioFrames() - position;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Wish wish = part.utterance().wish();
            if (wish.kind() == Wish.Kind.HOLD) {
                nanos = Math.min(nanos, wish.untilNanos() - clock.nanoTime());
            }
            if (part.utterance().resumeIfHeld()) {
                nanos = Math.min(nanos, RESUME_AGAIN_NANOS);
            }
            long delayNanos = tuner.nanosUntilBurstWillDo(clock.nanoTime());
            if (delayNanos > 0 && part.state() == PlaybackState.WAITING && part.pendingAudioFrames() > 0) {
                nanos = Math.min(nanos, delayNanos);
            }
            if (part.isStuck(heldBackAudioFrames(part)) && unheard == 0) {
                nanos = Math.min(nanos, LEAST_WAIT_NANOS);
            }
        }
        if (unheard > 0) {
            nanos = Math.min(nanos, untilSinkNanos(unheard));
        }
        return nanos == FOREVER ? FOREVER : Math.max(nanos, LEAST_WAIT_NANOS);
    }

    /** Returns how long it is until the sink has room for a burst, or is about to run dry, or has played all. */
    private long untilSinkNanos(long unheard) {
        Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        if (last == null || last.state() != PlaybackState.PLAYING || last.isWritten()) {
            return tape.nanos(unheard);
        }
        long left;
        if (last.pendingAudioFrames() > heldBackAudioFrames(last)) {
            left = Math.max(0, tape.bufferAudioFrames() - tape.format().audioFrames(BURST_MILLIS));
        } else {
            left = unheard > guardAudioFrames() ? guardAudioFrames() : tape.leadAudioFrames();
        }
        return tape.nanos(Math.max(0, unheard - left));
    }

    private long onSinkFailure(PlaybackException failure) {
        if (!failure.retryable()) {
            fail(failure);
            return 0;
        }
        long position = tape.positionAudioFrames();
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).takeBack(position);
        }
        codaEnd = 0;
        loss.begin(failure);
        return 0;
    }

    /** Ends all that was on stage with an error; what waits still has its turn. */
    private void fail(ParlandoException failure) {
        clear(failure);
    }

    /** Ends everything that is on stage, without a fade. */
    void close() {
        clear(null);
    }

    private void clear(@Nullable ParlandoException failure) {
        if (tape.isOpen()) {
            long position = tape.positionAudioFrames();
            parts.forEach(part -> {
                part.note(position);
                part.markHeard(position, true);
            });
        }
        tape.abandon();
        loss.forget();
        codaEnd = 0;
        List<Part> cleared = List.copyOf(parts);
        parts.clear();
        cleared.forEach(part -> finish(part, failure));
    }
}
