package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainChange;
import dev.parlando.audio.internal.gain.GainRamp;
import dev.parlando.error.PlaybackException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a lane in the mixer, with its unmixed samples, the mix positions of its unplayed samples, and its gain.
 *
 * <p>Guarded by the lock of {@link MixerState}. Counts are audio frames.
 */
final class LaneRun {
    private final @Nullable Ducking ducking;
    private final SampleRing unmixed;
    private final UnplayedSegments unplayed = new UnplayedSegments();
    private final Supplier<GainChange> latestGain;
    private final GainRamp laneGain;
    private final GainRamp duckingGain;
    private final PcmFormat format;
    private final short[] scratch;
    private GainChange appliedGain;
    private @Nullable Ducking duckedBy;
    private boolean started;
    private @Nullable Thread waitingThread;
    private @Nullable PlaybackException failure;

    /**
     * Creates a run that has no samples.
     *
     * @param latestGain returns the latest change of the lane's gain
     */
    LaneRun(
            PcmFormat format,
            int bufferAudioFrames,
            int blockAudioFrames,
            Supplier<GainChange> latestGain,
            @Nullable Ducking ducking) {
        this.format = format;
        this.ducking = ducking;
        unmixed = new SampleRing(format, bufferAudioFrames);
        laneGain = new GainRamp(format);
        this.latestGain = latestGain;
        appliedGain = latestGain.get();
        laneGain.jumpTo(appliedGain.gain());
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

    /** Returns the number of unmixed audio frames. */
    int available() {
        return unmixed.size();
    }

    /** Returns whether the run plays or is about to play, once the mix was played up to position {@code played}. */
    boolean isActive(long played) {
        return available() > 0 || isUnplayed(played);
    }

    /** Returns whether any mixed audio frames are unplayed. */
    boolean isUnplayed(long played) {
        return unplayed.unplayedAudioFrames(played) > 0;
    }

    /**
     * Returns whether the run lacks a whole block and would therefore have a gap at position {@code mixed} of the mix.
     */
    boolean isLow(long mixed, int blockAudioFrames) {
        return available() < blockAudioFrames && (available() > 0 || unplayed.isContiguousAt(mixed));
    }

    long position(long played) {
        return unmixed.start() - unplayed.unplayedAudioFrames(played);
    }

    /** Appends as many audio frames as fit. Mixed and unplayed audio frames count as buffered. */
    int write(short[] samples, int offsetAudioFrames, int audioFrames, long played) {
        return unmixed.append(samples, offsetAudioFrames, Math.min(audioFrames, freeAudioFrames(played)));
    }

    private int freeAudioFrames(long played) {
        return capacity() - (int) (unmixed.end() - position(played));
    }

    /** Drops all unmixed samples. */
    void dropUnmixed() {
        unmixed.truncateAt(unmixed.start());
    }

    /** Counts all mixed samples as played. */
    void countMixedAsPlayed() {
        unplayed.clear();
    }

    /** Drops the mixed and unplayed samples, which will never be played. */
    void dropUnplayed(long played) {
        unmixed.truncateAt(position(played));
        unplayed.clear();
    }

    /** Starts the fade to the latest gain of the lane, or jumps to that gain if {@code immediately} is set. */
    void applyLatestGain(boolean immediately) {
        GainChange latest = latestGain.get();
        if (!latest.equals(appliedGain)) {
            laneGain.fadeTo(latest.gain(), immediately ? 0 : format.audioFrames(latest.duration()));
            appliedGain = latest;
        }
    }

    /**
     * Applies the strongest ducking of the other lanes, or none if null. Fades to it unless {@code immediately} is set or
     * the run has just started.
     */
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

    /** Adds the available samples of a block at position {@code mixPosition} of the mix. Missing samples are silent. */
    void mixInto(Accumulator accumulator, long mixPosition, int audioFrames) {
        int count = unmixed.copy(unmixed.start(), scratch, audioFrames);
        addScaled(accumulator, count, audioFrames);
        if (count > 0) {
            unmixed.dropBefore(unmixed.start() + count);
            unplayed.add(mixPosition, count);
        }
    }

    /** Adds the first {@code count} audio frames of the scratch buffer. The gains advance by {@code audioFrames}. */
    private void addScaled(Accumulator accumulator, int count, int audioFrames) {
        if (laneGain.isUnity() && duckingGain.isUnity()) {
            accumulator.add(scratch, count * format.channels());
            return;
        }
        for (int i = 0; i < audioFrames; i++) {
            double gain = laneGain.next() * duckingGain.next();
            if (i < count) {
                accumulator.add(scratch, i, gain);
            }
        }
    }

    void dropBefore(long played) {
        unplayed.dropBefore(played);
    }

    /** Records the owner that found no room. */
    void setWaiting(Thread owner) {
        waitingThread = owner;
    }

    /** Wakes the waiting owner if a quarter of the buffer is free. Returns whether an owner was waiting. */
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

    /** Ends the run. Its position remains available, and the next use by the owner throws {@code error}. */
    void fail(PlaybackException error, long played) {
        dropUnplayed(played);
        failure = failure == null ? error : failure;
        wake();
    }

    /** Throws the exception that ended the run, if there is one. */
    void checkNotFailed() {
        if (failure != null) {
            throw failure.copy();
        }
    }
}
