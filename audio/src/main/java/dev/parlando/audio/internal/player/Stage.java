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
final class Stage {
    /** What {@link #step()} answers when there is nothing to do until something happens. */
    static final long FOREVER = Long.MAX_VALUE;

    private static final long LEAST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Tape tape;
    private final SinkClock clock;
    private final Lineup lineup;
    private final StageListener listener;
    private final Performer performer;
    private final DeviceLoss loss;
    private final Shaping shaping;
    /** Those that were not heard to their end, in the order of their turns; all but the last were asked for entirely. */
    private final List<Part> parts = new ArrayList<>();

    Stage(Tape tape, SinkClock clock, Lineup lineup, StageListener listener, PrefillTuner tuner, Shaping shaping) {
        this.tape = tape;
        this.clock = clock;
        this.lineup = lineup;
        this.listener = listener;
        this.performer = new Performer(tape, clock, listener, tuner);
        this.loss = new DeviceLoss(tape, clock, listener);
        this.shaping = shaping;
    }

    /** Does what there is to do, and returns for how many nanoseconds there will be nothing unless something happens. */
    long step() {
        try {
            heedWishes();
            if (loss.isUnderWay() && !isBack()) {
                retire();
                return DeviceLoss.AGAIN_NANOS;
            }
            tape.check();
            perform();
            int before = parts.size();
            retire();
            return parts.size() < before ? 0 : waitNanos(); // Who goes may make way for who waits.
        } catch (PlaybackException e) {
            return onSinkFailure(e);
        } catch (ParlandoException e) {
            clear(e);
        } catch (RuntimeException | Error e) {
            clear(new PlaybackException("the sink or the decoder failed: " + e, e));
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
            performer.onSuspension();
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
        boolean sounding = false;
        for (int i = 0; i < parts.size(); i++) {
            boolean wasSounding = parts.get(i).takeBack(position);
            sounding |= wasSounding && parts.get(i) == part;
        }
        parts.forEach(Part::writeCodaAgain);
        if (sounding) {
            part.writeCoda();
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
            performer.onTurn();
            part.happen(PlaybackEvent.TURN);
            listener.onTurn();
            if (!play(part)) {
                return;
            }
            next = lineup.takeNext();
        }
    }

    private boolean play(Part part) {
        return performer.play(part, parts.size() == 1);
    }

    /** Notes what was heard, and lets go of what is over. */
    private void retire() {
        if (parts.isEmpty()) {
            return;
        }
        long position = tape.positionAudioFrames();
        if (tape.isOpen() && position > 0) {
            loss.noteSound();
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            part.markHeard(position, false);
            part.note(position);
            if (isOver(part, position)) {
                part.markHeard(position, true);
                part.noteWhole();
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
            return part.isCodaHeard(position);
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
            part.utterance().resumeIfHeld();
            long delayNanos = performer.delayNanos(part);
            if (delayNanos > 0) {
                nanos = Math.min(nanos, delayNanos);
            }
            if (unheard == 0 && performer.hasMore(part)) {
                nanos = Math.min(nanos, LEAST_WAIT_NANOS);
            }
            nanos = Math.min(nanos, part.nanosUntilWord(position));
        }
        if (unheard > 0) {
            nanos = Math.min(nanos, untilSinkNanos(unheard));
        }
        return nanos == FOREVER ? FOREVER : Math.max(nanos, LEAST_WAIT_NANOS);
    }

    private long untilSinkNanos(long unheard) {
        return parts.isEmpty() ? tape.nanos(unheard) : performer.untilSinkNanos(parts.get(parts.size() - 1), unheard);
    }

    private long onSinkFailure(PlaybackException failure) {
        if (!failure.retryable()) {
            clear(failure);
            return 0;
        }
        long position = tape.positionAudioFrames();
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).takeBack(position);
            parts.get(i).dropCoda();
        }
        loss.begin(failure);
        return 0;
    }

    /** Ends everything that is on stage, without a fade. */
    void close() {
        clear(null);
    }

    /** Ends all that is on stage, with an error if there was one; what waits still has its turn. */
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
        List<Part> cleared = List.copyOf(parts);
        parts.clear();
        cleared.forEach(part -> finish(part, failure));
    }
}
