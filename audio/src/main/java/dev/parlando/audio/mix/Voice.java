package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainRamp;
import dev.parlando.error.PlaybackException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Is one run of a lane at the desk: its samples that are not mixed, where those are that are not heard, and how loud it is.
 *
 * <p>Guarded by the desk. Counts are audio frames.
 */
final class Voice {
    private final @Nullable Ducking ducking;
    private final SampleRing unmixed;
    private final Segments segments = new Segments();
    private final GainRamp own;
    private final GainRamp ducked;
    private final PcmFormat format;
    private final short[] scratch;
    private @Nullable Ducking duckedBy;
    private boolean begun;
    private @Nullable Thread waiting;
    private @Nullable PlaybackException failure;

    Voice(PcmFormat format, int bufferAudioFrames, int blockAudioFrames, double gain, @Nullable Ducking ducking) {
        this.format = format;
        this.ducking = ducking;
        unmixed = new SampleRing(format, bufferAudioFrames);
        own = new GainRamp(format);
        own.jumpTo(gain);
        ducked = new GainRamp(format);
        scratch = new short[blockAudioFrames * format.channels()];
    }

    PcmFormat format() {
        return format;
    }

    int capacity() {
        return unmixed.capacity();
    }

    @Nullable
    Ducking ducking() {
        return ducking;
    }

    /** Returns how much there is to mix. */
    int available() {
        return unmixed.size();
    }

    /** Returns whether it sounds, or is about to, when the mix was heard up to that place. */
    boolean isSounding(long heard) {
        return available() > 0 || isUnheard(heard);
    }

    /** Returns whether something that was mixed has not been heard. */
    boolean isUnheard(long heard) {
        return segments.unheardAudioFrames(heard) > 0;
    }

    /** Returns whether it would have a gap if no whole block of it were there for that place of the mix. */
    boolean isShort(long mixed, int blockAudioFrames) {
        return available() < blockAudioFrames && (available() > 0 || segments.endsAt(mixed));
    }

    long position(long heard) {
        return unmixed.start() - segments.unheardAudioFrames(heard);
    }

    /** Takes what there is room for, counting what was mixed and not heard. */
    int write(short[] samples, int offsetAudioFrames, int audioFrames, long heard) {
        return unmixed.append(samples, offsetAudioFrames, Math.min(audioFrames, room(heard)));
    }

    private int room(long heard) {
        return capacity() - (int) (unmixed.end() - position(heard));
    }

    /** Forgets what was not mixed. */
    void dropUnmixed() {
        unmixed.cutFrom(unmixed.start());
    }

    /** Lets what was mixed count as heard. */
    void countMixedAsHeard() {
        segments.clear();
    }

    /** Forgets what was mixed and not heard, since it never will be. */
    void takeBackUnheard(long heard) {
        unmixed.cutFrom(position(heard));
        segments.clear();
    }

    /** Changes how loud it is, evenly within that time. */
    void fade(double gain, int audioFrames) {
        own.fadeTo(gain, audioFrames);
    }

    /** Learns which of the others makes it softest, if any; begins to change to that, or is there at once. */
    void duck(@Nullable Ducking by, boolean atOnce) {
        double gain = by == null ? 1 : by.gain();
        if (atOnce || !begun) {
            ducked.jumpTo(gain);
        } else if (!Objects.equals(by, duckedBy)) {
            ducked.fadeTo(gain, format.audioFrames(rampMillis(by)));
        }
        begun = true;
        duckedBy = by;
    }

    private int rampMillis(@Nullable Ducking next) {
        boolean comesBack = duckedBy != null && Ducking.isStronger(duckedBy, next);
        Ducking decides = comesBack ? duckedBy : next;
        return decides == null ? 0 : (int) (comesBack ? decides.release() : decides.attack()).toMillis();
    }

    /** Adds as much as there is of a block that begins at that place of the mix; what is missing stays silent. */
    void mixInto(Bus bus, long place, int audioFrames) {
        int count = unmixed.copy(unmixed.start(), scratch, audioFrames);
        int samples = audioFrames * format.channels();
        Arrays.fill(scratch, count * format.channels(), samples, (short) 0);
        own.apply(scratch, 0, samples);
        ducked.apply(scratch, 0, samples);
        if (count > 0) {
            bus.add(scratch, samples);
            unmixed.dropUntil(unmixed.start() + count);
            segments.add(place, count);
        }
    }

    void forgetBefore(long heard) {
        segments.forgetBefore(heard);
    }

    /** Notes who found no room. */
    void waits(Thread owner) {
        waiting = owner;
    }

    /** Wakes who found no room if a quarter of it is free, and returns whether somebody had found none. */
    boolean wakeIfRoom(long heard) {
        boolean waits = waiting != null;
        if (waits && 4 * room(heard) >= capacity()) {
            wake();
        }
        return waits;
    }

    private void wake() {
        LockSupport.unpark(waiting);
        waiting = null;
    }

    /** Ends the run: the position stays, and the owner is told when it comes. */
    void fail(PlaybackException error, long heard) {
        takeBackUnheard(heard);
        failure = failure == null ? error : failure;
        wake();
    }

    /** Throws what ended the run, if something did. */
    void checkAlive() {
        if (failure != null) {
            throw failure;
        }
    }
}
