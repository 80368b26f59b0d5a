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
final class LaneRun {
    private final @Nullable Ducking ducking;
    private final SampleRing unmixed;
    private final UnplayedSegments unplayed = new UnplayedSegments();
    private final GainRamp laneGain;
    private final GainRamp duckingGain;
    private final PcmFormat format;
    private final short[] scratch;
    private @Nullable Ducking duckedBy;
    private boolean started;
    private @Nullable Thread waitingThread;
    private @Nullable PlaybackException failure;

    LaneRun(PcmFormat format, int bufferAudioFrames, int blockAudioFrames, double gain, @Nullable Ducking ducking) {
        this.format = format;
        this.ducking = ducking;
        unmixed = new SampleRing(format, bufferAudioFrames);
        laneGain = new GainRamp(format);
        laneGain.jumpTo(gain);
        duckingGain = new GainRamp(format);
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
    boolean isActive(long played) {
        return available() > 0 || isUnplayed(played);
    }

    /** Returns whether something that was mixed has not been heard. */
    boolean isUnplayed(long played) {
        return unplayed.unplayedAudioFrames(played) > 0;
    }

    /** Returns whether it would have a gap if no whole block of it were there for that place of the mix. */
    boolean isLow(long mixed, int blockAudioFrames) {
        return available() < blockAudioFrames && (available() > 0 || unplayed.isContiguousAt(mixed));
    }

    long position(long played) {
        return unmixed.start() - unplayed.unplayedAudioFrames(played);
    }

    /** Takes what there is room for, counting what was mixed and not heard. */
    int write(short[] samples, int offsetAudioFrames, int audioFrames, long played) {
        return unmixed.append(samples, offsetAudioFrames, Math.min(audioFrames, freeAudioFrames(played)));
    }

    private int freeAudioFrames(long played) {
        return capacity() - (int) (unmixed.end() - position(played));
    }

    /** Forgets what was not mixed. */
    void dropUnmixed() {
        unmixed.truncateAt(unmixed.start());
    }

    /** Lets what was mixed count as heard. */
    void countMixedAsPlayed() {
        unplayed.clear();
    }

    /** Forgets what was mixed and not heard, since it never will be. */
    void dropUnplayed(long played) {
        unmixed.truncateAt(position(played));
        unplayed.clear();
    }

    /** Changes how loud it is, evenly within that time. */
    void fade(double gain, int audioFrames) {
        laneGain.fadeTo(gain, audioFrames);
    }

    /** Learns which of the others makes it softest, if any; begins to change to that, or is there at once. */
    void applyDucking(@Nullable Ducking newDucking, boolean immediately) {
        double gain = newDucking == null ? 1 : newDucking.gain();
        if (immediately || !started) {
            duckingGain.jumpTo(gain);
        } else if (!Objects.equals(newDucking, duckedBy)) {
            duckingGain.fadeTo(gain, format.audioFrames(rampMillis(newDucking)));
        }
        started = true;
        duckedBy = newDucking;
    }

    private int rampMillis(@Nullable Ducking next) {
        boolean releasing = duckedBy != null && Ducking.isStronger(duckedBy, next);
        Ducking timing = releasing ? duckedBy : next;
        return timing == null ? 0 : (int) (releasing ? timing.release() : timing.attack()).toMillis();
    }

    /** Adds as much as there is of a block that begins at that place of the mix; what is missing stays silent. */
    void mixInto(Accumulator accumulator, long mixPosition, int audioFrames) {
        int count = unmixed.copy(unmixed.start(), scratch, audioFrames);
        int samples = audioFrames * format.channels();
        Arrays.fill(scratch, count * format.channels(), samples, (short) 0);
        laneGain.apply(scratch, 0, samples);
        duckingGain.apply(scratch, 0, samples);
        if (count > 0) {
            accumulator.add(scratch, samples);
            unmixed.dropBefore(unmixed.start() + count);
            unplayed.add(mixPosition, count);
        }
    }

    void dropBefore(long played) {
        unplayed.dropBefore(played);
    }

    /** Notes who found no room. */
    void setWaiting(Thread owner) {
        waitingThread = owner;
    }

    /** Wakes who found no room if a quarter of it is free, and returns whether somebody had found none. */
    boolean wakeIfRoom(long played) {
        boolean waited = waitingThread != null;
        if (waited && 4 * freeAudioFrames(played) >= capacity()) {
            wake();
        }
        return waited;
    }

    private void wake() {
        LockSupport.unpark(waitingThread);
        waitingThread = null;
    }

    /** Ends the run: the position stays, and the owner is told when it comes. */
    void fail(PlaybackException error, long played) {
        dropUnplayed(played);
        failure = failure == null ? error : failure;
        wake();
    }

    /** Throws what ended the run, if something did. */
    void checkNotFailed() {
        if (failure != null) {
            throw failure;
        }
    }
}
