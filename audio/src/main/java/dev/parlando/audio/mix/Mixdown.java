package dev.parlando.audio.mix;

import dev.parlando.error.PlaybackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Adds voices up, a block at a time and as far ahead as the {@link Pace} says, and hands the blocks to the output.
 *
 * <p>Guarded by the desk.
 */
final class Mixdown {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MixOutput output;
    private final Pace pace;
    private final Bus bus;
    private final List<Voice> voices = new ArrayList<>();
    /** Whether nothing was there to mix when that was last looked at. */
    private boolean idle = true;

    private boolean hungry = true;

    /** Mixes into an output that has begun. */
    Mixdown(MixOutput output, int aheadMillis, int laneBufferMillis) {
        this.output = output;
        pace = new Pace(output.format(), output.bufferAudioFrames(), aheadMillis, laneBufferMillis);
        bus = new Bus(pace.blockAudioFrames() * output.format().channels());
    }

    List<Voice> voices() {
        return voices;
    }

    Pace pace() {
        return pace;
    }

    /** Returns whether what is written would be mixed sooner if the mixing thread were woken. */
    boolean wantsSamples() {
        return hungry;
    }

    /** Returns whether nothing is heard, nor about to be. */
    boolean isSilent() {
        return idle && output.heard() >= output.mixed();
    }

    /**
     * Mixes and writes what is due.
     *
     * @throws PlaybackException if the output failed
     */
    void mixWhatIsDue() {
        noteLateness();
        output.push();
        while (isBlockDue()) {
            mixBlock();
            output.push();
        }
        idle = longestAvailable() == 0;
    }

    /** Is told that nothing was late although all was heard: it was silenced, or there was no device. */
    void excuse() {
        hungry = true;
    }

    private void noteLateness() {
        // A sink that keeps all at once has always heard all.
        if (!hungry && output.heard() >= output.mixed() && output.bufferAudioFrames() != Integer.MAX_VALUE) {
            pace.cameTooLate();
        }
    }

    private boolean isBlockDue() {
        int longest = longestAvailable();
        hungry = longest == 0 || isAnyShort();
        return longest > 0 && output.mixed() - output.heard() <= pace.limit(hungry);
    }

    private boolean isAnyShort() {
        for (Voice voice : voices) {
            if (voice.isShort(output.mixed(), pace.blockAudioFrames())) {
                return true;
            }
        }
        return false;
    }

    private int longestAvailable() {
        int longest = 0;
        for (Voice voice : voices) {
            longest = Math.max(longest, voice.available());
        }
        return longest;
    }

    private void mixBlock() {
        boolean afterSilence = isSilent();
        idle = false;
        int audioFrames = Math.min(pace.blockAudioFrames(), longestAvailable());
        for (Voice voice : voices) {
            voice.duck(strongestBeside(voice), afterSilence);
        }
        bus.clear();
        long heard = output.heard();
        for (Voice voice : voices) {
            voice.forgetBefore(heard);
            voice.mixInto(bus, output.mixed(), audioFrames);
        }
        output.append(bus.mixed(), audioFrames);
    }

    /** Returns how the one of the others that wants this one softest makes it, if any that sounds now does. */
    private @Nullable Ducking strongestBeside(Voice voice) {
        Ducking strongest = null;
        for (Voice other : voices) {
            Ducking ducking = other.ducking();
            if (other != voice && other.available() > 0 && Ducking.isStronger(ducking, strongest)) {
                strongest = ducking;
            }
        }
        return strongest;
    }

    /** Returns how long nothing is to be done if nothing is written, after waking those who wait for room. */
    long rest() {
        long heard = output.heard();
        boolean anyWaits = false;
        for (Voice voice : voices) {
            anyWaits |= voice.wakeIfRoom(heard);
        }
        if (idle) {
            return anyWaits ? nanos(pace.blockAudioFrames()) : IDLE_NANOS;
        }
        long untilDue = output.mixed() - heard - pace.limit(hungry);
        untilDue = Math.min(untilDue, pace.blockAudioFrames());
        return Math.max(SHORTEST_NANOS, nanos(untilDue));
    }

    private long nanos(long audioFrames) {
        return audioFrames * TimeUnit.SECONDS.toNanos(1) / output.format().sampleRateHz();
    }

    int soundingVoices() {
        long heard = output.heard();
        int sounding = 0;
        for (Voice voice : voices) {
            sounding += voice.isSounding(heard) ? 1 : 0;
        }
        return sounding;
    }

    /**
     * Silences a voice: at once if it is alone; otherwise what was mixed of it is heard, for the others' sake.
     *
     * @throws PlaybackException if the output failed; the voice is silent nevertheless
     */
    void discard(Voice voice) {
        voice.dropUnmixed();
        if (!voice.isUnheard(output.heard())) {
            return;
        }
        if (isUnheardBeside(voice)) {
            voice.countMixedAsHeard();
        } else {
            silence(voice);
        }
    }

    private void silence(Voice voice) {
        try {
            output.discard();
        } finally {
            excuse();
            voice.takeBackUnheard(output.heard());
        }
    }

    private boolean isUnheardBeside(Voice voice) {
        long heard = output.heard();
        for (Voice other : voices) {
            if (other != voice && other.isUnheard(heard)) {
                return true;
            }
        }
        return false;
    }
}
