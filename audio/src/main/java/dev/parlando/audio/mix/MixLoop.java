package dev.parlando.audio.mix;

import dev.parlando.error.PlaybackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Adds voices up, a block at a time and as far ahead as the {@link MixAhead} says, and hands the blocks to the output.
 *
 * <p>Guarded by the desk.
 */
final class MixLoop {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MixOutput output;
    private final MixAhead mixAhead;
    private final Accumulator accumulator;
    private final List<LaneRun> runs = new ArrayList<>();
    /** Whether nothing was there to mix when that was last looked at. */
    private boolean idle = true;

    private boolean lowOnSamples = true;

    /** Mixes into an output that has begun. */
    MixLoop(MixOutput output, int aheadMillis, int laneBufferMillis) {
        this.output = output;
        mixAhead = new MixAhead(output.format(), output.bufferAudioFrames(), aheadMillis, laneBufferMillis);
        accumulator =
                new Accumulator(mixAhead.blockAudioFrames() * output.format().channels());
    }

    List<LaneRun> runs() {
        return runs;
    }

    MixAhead mixAhead() {
        return mixAhead;
    }

    /** Returns whether what is written would be mixed sooner if the mixing thread were woken. */
    boolean wantsSamples() {
        return lowOnSamples;
    }

    /** Returns whether nothing is heard, nor about to be. */
    boolean isSilent() {
        return idle && output.playedAudioFrames() >= output.mixedAudioFrames();
    }

    /**
     * Mixes and writes what is due.
     *
     * @throws PlaybackException if the output failed
     */
    void mixDue() {
        detectUnderrun();
        output.write();
        while (isBlockDue()) {
            mixBlock();
            output.write();
        }
        idle = longestAvailable() == 0;
    }

    /** Is told that nothing was late although all was heard: it was silenced, or there was no device. */
    void resetLateness() {
        lowOnSamples = true;
    }

    private void detectUnderrun() {
        // A sink that keeps all at once has always heard all.
        if (!lowOnSamples
                && output.playedAudioFrames() >= output.mixedAudioFrames()
                && output.bufferAudioFrames() != Integer.MAX_VALUE) {
            mixAhead.onUnderrun();
        }
    }

    private boolean isBlockDue() {
        int longest = longestAvailable();
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
            run.applyDucking(strongestDuckingFor(run), afterSilence);
        }
        accumulator.clear();
        long played = output.playedAudioFrames();
        for (LaneRun run : runs) {
            run.dropBefore(played);
            run.mixInto(accumulator, output.mixedAudioFrames(), audioFrames);
        }
        output.append(accumulator.mixed(), audioFrames);
    }

    /** Returns how the one of the others that wants this one softest makes it, if any that sounds now does. */
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

    /** Returns how long nothing is to be done if nothing is written, after waking those who wait for room. */
    long nanosUntilDue() {
        long played = output.playedAudioFrames();
        boolean anyWaiting = false;
        for (LaneRun run : runs) {
            anyWaiting |= run.wakeIfRoom(played);
        }
        if (idle) {
            return anyWaiting ? nanos(mixAhead.blockAudioFrames()) : IDLE_NANOS;
        }
        long untilDue = output.mixedAudioFrames() - played - mixAhead.thresholdAudioFrames(lowOnSamples);
        untilDue = Math.min(untilDue, mixAhead.blockAudioFrames());
        return Math.max(MIN_WAIT_NANOS, nanos(untilDue));
    }

    private long nanos(long audioFrames) {
        return audioFrames * TimeUnit.SECONDS.toNanos(1) / output.format().sampleRateHz();
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
     * Silences a voice: at once if it is alone; otherwise what was mixed of it is heard, for the others' sake.
     *
     * @throws PlaybackException if the output failed; the voice is silent nevertheless
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
