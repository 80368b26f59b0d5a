package dev.parlando.audio.mix;

import dev.parlando.audio.internal.clock.FrameTime;
import dev.parlando.audio.internal.gain.GainRamp;
import dev.parlando.audio.internal.gain.MasterControls;
import dev.parlando.audio.internal.gain.MasterGain;
import dev.parlando.error.PlaybackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A mix loop that adds the runs of all lanes block by block, as far ahead as {@link MixAhead} allows.
 *
 * <p>Guarded by the lock of {@link MixerState}.
 */
final class MixLoop {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MixOutput output;
    private final MixAhead mixAhead;
    private final Accumulator accumulator;
    private final MasterControls controls;
    /** The gain at the start and end of a pause: the last block before it fades out, and the first one after it in. */
    private final GainRamp pauseRamp;

    private boolean paused;
    private final List<LaneRun> runs = new ArrayList<>();
    /** Whether the last round found nothing to mix. */
    private boolean idle = true;

    private boolean lowOnSamples = true;

    /** Creates a mix loop for an output that has started. */
    MixLoop(MixOutput output, MasterControls controls, int aheadMillis, int laneBufferMillis, AtomicInteger underruns) {
        this.output = output;
        this.controls = controls;
        pauseRamp = new GainRamp(output.format());
        mixAhead = new MixAhead(output.format(), output.bufferAudioFrames(), aheadMillis, laneBufferMillis, underruns);
        accumulator = new Accumulator(output.format(), mixAhead.blockAudioFrames());
    }

    List<LaneRun> runs() {
        return runs;
    }

    MixAhead mixAhead() {
        return mixAhead;
    }

    /** Returns whether newly written samples would be mixed sooner if the mixing thread were woken. */
    boolean wantsSamples() {
        return lowOnSamples;
    }

    /** Returns whether nothing is being played or about to be played. */
    boolean isSilent() {
        return idle && output.playedAudioFrames() >= output.mixedAudioFrames();
    }

    /**
     * Mixes and writes all blocks that are due.
     *
     * @throws PlaybackException if the output failed
     */
    void mixDue() {
        detectUnderrun();
        output.write();
        updatePause();
        while (isBlockDue()) {
            mixBlock();
            output.write();
        }
        idle = paused || longestAvailable() == 0;
    }

    /** Called when the output ran empty for another reason than an underrun, such as a discard or a lost device. */
    void resetLateness() {
        lowOnSamples = true;
    }

    private void detectUnderrun() {
        // A sink that stores all samples immediately reports them all as played.
        if (!lowOnSamples
                && output.playedAudioFrames() >= output.mixedAudioFrames()
                && output.bufferAudioFrames() != Integer.MAX_VALUE) {
            mixAhead.onUnderrun();
        }
    }

    /** Ends a pause, or starts one without a fade if nothing is mixed now. */
    private void updatePause() {
        boolean pause = controls.isPaused();
        if (paused && !pause) {
            pauseRamp.fadeTo(1, mixAhead.blockAudioFrames());
        }
        paused = pause && (paused || isSilent() || longestAvailable() == 0);
    }

    private boolean isBlockDue() {
        int longest = paused ? 0 : longestAvailable();
        lowOnSamples = longest == 0 || isAnyRunLow();
        return longest > 0
                && output.mixedAudioFrames() - output.playedAudioFrames()
                        <= mixAhead.thresholdAudioFrames(lowOnSamples);
    }

    private boolean isAnyRunLow() {
        for (LaneRun run : runs) {
            if (run.isLow(output.mixedAudioFrames(), mixAhead.blockAudioFrames())) {
                return true;
            }
        }
        return false;
    }

    private int longestAvailable() {
        int longest = 0;
        for (LaneRun run : runs) {
            longest = Math.max(longest, run.available());
        }
        return longest;
    }

    private void mixBlock() {
        boolean afterSilence = isSilent();
        idle = false;
        int audioFrames = Math.min(mixAhead.blockAudioFrames(), longestAvailable());
        for (LaneRun run : runs) {
            run.applyLatestGain(afterSilence);
            run.applyDucking(strongestDuckingFor(run), afterSilence);
        }
        accumulator.clear();
        long played = output.playedAudioFrames();
        for (LaneRun run : runs) {
            run.dropBefore(played);
            run.mixInto(accumulator, output.mixedAudioFrames(), audioFrames);
        }
        MasterGain gain = controls.gain();
        gain.update(output.format(), afterSilence);
        accumulator.scale(gain, audioFrames);
        short[] mixed = accumulator.mixed(audioFrames);
        if (controls.isPaused()) {
            paused = true;
            pauseRamp.fadeTo(0, audioFrames);
        }
        pauseRamp.apply(mixed, 0, audioFrames * output.format().channels());
        output.append(mixed, audioFrames);
    }

    /**
     * Returns the strongest ducking that other runs with available samples apply to this one, or null if there is none.
     */
    private @Nullable Ducking strongestDuckingFor(LaneRun run) {
        Ducking strongest = null;
        for (LaneRun other : runs) {
            Ducking ducking = other.ducking();
            if (other != run && other.available() > 0 && Ducking.isStronger(ducking, strongest)) {
                strongest = ducking;
            }
        }
        return strongest;
    }

    /**
     * Wakes the owners that wait for room. Returns the number of nanoseconds until more work is due if nothing is
     * written.
     */
    long nanosUntilDue() {
        long played = output.playedAudioFrames();
        boolean anyWaiting = false;
        for (LaneRun run : runs) {
            anyWaiting |= run.wakeIfRoom(played);
        }
        if (idle) {
            return anyWaiting && !(paused && isSilent()) ? nanos(mixAhead.blockAudioFrames()) : IDLE_NANOS;
        }
        long untilDue = output.mixedAudioFrames() - played - mixAhead.thresholdAudioFrames(lowOnSamples);
        untilDue = Math.min(untilDue, mixAhead.blockAudioFrames());
        return Math.max(MIN_WAIT_NANOS, nanos(untilDue));
    }

    private long nanos(long audioFrames) {
        return FrameTime.nanos(audioFrames, output.format().sampleRateHz());
    }

    int activeRuns() {
        long played = output.playedAudioFrames();
        int active = 0;
        for (LaneRun run : runs) {
            active += run.isActive(played) ? 1 : 0;
        }
        return active;
    }

    /**
     * Returns the active run with the lowest priority, the one that started first among equals. Returns null if all have a
     * higher priority than {@code maxPriority}.
     */
    @Nullable
    LaneRun leastImportantRun(int maxPriority) {
        long played = output.playedAudioFrames();
        LaneRun least = null;
        for (LaneRun run : runs) {
            if (run.isActive(played) && run.priority() <= maxPriority && run.isLessImportantThan(least)) {
                least = run;
            }
        }
        return least;
    }

    /** Removes the stolen runs that have faded out. */
    void removeStolen() {
        long played = output.playedAudioFrames();
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).isFadedOut(played)) {
                runs.remove(i);
            }
        }
    }

    /**
     * Silences a run. If it plays alone, it becomes silent immediately. Otherwise its mixed samples are still played,
     * so that other lanes have no gap.
     *
     * @throws PlaybackException if the output failed; the run is silent nevertheless
     */
    void discard(LaneRun run) {
        run.dropUnmixed();
        if (!run.isUnplayed(output.playedAudioFrames())) {
            return;
        }
        if (isAnyOtherUnplayed(run)) {
            run.countMixedAsPlayed();
        } else {
            silence(run);
        }
    }

    private void silence(LaneRun run) {
        try {
            output.discard();
        } finally {
            resetLateness();
            run.dropUnplayed(output.playedAudioFrames());
        }
    }

    private boolean isAnyOtherUnplayed(LaneRun run) {
        long played = output.playedAudioFrames();
        for (LaneRun other : runs) {
            if (other != run && other.isUnplayed(played)) {
                return true;
            }
        }
        return false;
    }
}
