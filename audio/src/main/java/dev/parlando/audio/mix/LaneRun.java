package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.GainChange;
import dev.parlando.audio.internal.gain.GainRamp;
import dev.parlando.audio.internal.queue.SampleRing;
import dev.parlando.error.PlaybackException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a lane in the mixer, with its unmixed samples, the mix positions of its unplayed samples, and its gain.
 *
 * <p>Guarded by the lock of {@link MixerState}. Counts are audio frames.
 */
final class LaneRun {
    private final @Nullable Ducking ducking;
    private final IntSupplier priority;
    private final SampleRing unmixed;
    private final UnplayedSegments unplayed = new UnplayedSegments();
    private final LaneGain gain;
    private final GainRamp laneGain;
    private final PanRamp panRamp;
    private final GainRamp duckingGain;
    private final PcmFormat format;
    private final short[] scratch;
    private GainChange appliedGain;
    private double appliedPan;
    private @Nullable Ducking duckedBy;
    private boolean started;
    /** The number of mixed audio frames at which the run started to sound. */
    private long soundingSince;

    private boolean stolen;
    private @Nullable Thread waitingThread;
    private @Nullable PlaybackException failure;

    /**
     * Creates a run that has no samples.
     *
     * @param gain the gain and pan of the lane, which apply from the first sample on
     * @param priority the priority of the lane
     */
    LaneRun(
            PcmFormat format,
            int bufferAudioFrames,
            int blockAudioFrames,
            LaneGain gain,
            @Nullable Ducking ducking,
            IntSupplier priority) {
        this.format = format;
        this.ducking = ducking;
        this.priority = priority;
        unmixed = new SampleRing(format, bufferAudioFrames);
        laneGain = new GainRamp(format);
        panRamp = new PanRamp(format);
        this.gain = gain;
        appliedGain = gain.latestChange();
        laneGain.jumpTo(appliedGain.gain());
        appliedPan = gain.pan();
        panRamp.panTo(appliedPan, 0);
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
        return !stolen && (available() > 0 || isUnplayed(played));
    }

    int priority() {
        return priority.getAsInt();
    }

    /** Returns whether a run must fade out before another one, which may be null. */
    boolean isLessImportantThan(@Nullable LaneRun other) {
        return other == null
                || priority() < other.priority()
                || (priority() == other.priority() && soundingSince < other.soundingSince);
    }

    /** Records the number of mixed audio frames at which the run starts to sound, unless it is active. */
    void startSounding(long played, long mixed) {
        soundingSince = isActive(played) ? soundingSince : mixed;
    }

    /** Fades the run out. The next use by the owner throws {@code error}. */
    void steal(PlaybackException error) {
        int fade = Math.min(available(), format.audioFrames(GainChange.CLICK_FREE_FADE));
        unmixed.truncateAt(unmixed.start() + fade);
        laneGain.fadeTo(0, fade);
        stolen = true;
        failure = error;
        wake();
    }

    boolean isStolen() {
        return stolen;
    }

    /** Returns whether the run was stolen and has been played out. */
    boolean isFadedOut(long played) {
        return stolen && available() == 0 && !isUnplayed(played);
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

    /** Starts to fade to the latest gain and pan of the lane, or jumps to them if {@code immediately} is set. */
    void applyLatestGain(boolean immediately) {
        if (stolen) {
            return;
        }
        GainChange latest = gain.latestChange();
        if (!latest.equals(appliedGain)) {
            laneGain.fadeTo(latest.gain(), immediately ? 0 : format.audioFrames(latest.duration()));
            appliedGain = latest;
        }
        double pan = gain.pan();
        if (pan != appliedPan) {
            panRamp.panTo(pan, immediately ? 0 : format.audioFrames(GainChange.CLICK_FREE_FADE));
            appliedPan = pan;
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

    /** Adds the first {@code count} audio frames of the scratch buffer. The gains also advance by the missing ones. */
    private void addScaled(Accumulator accumulator, int count, int audioFrames) {
        if (laneGain.isUnity() && duckingGain.isUnity() && panRamp.isUnity()) {
            accumulator.add(scratch, count * format.channels());
            return;
        }
        Arrays.fill(scratch, count * format.channels(), audioFrames * format.channels(), (short) 0);
        for (int i = 0; i < audioFrames; i++) {
            accumulator.add(scratch, i, laneGain.next() * duckingGain.next(), panRamp);
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
