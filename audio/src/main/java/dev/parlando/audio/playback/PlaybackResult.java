package dev.parlando.audio.playback;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.speech.SpeechResult;
import org.jspecify.annotations.Nullable;

/**
 * Sums up an utterance that was played to its end or stopped.
 *
 * @param speech what the stream ended with; null if it was stopped before the stream had ended
 * @param format the format of the sound
 * @param audioFrames how many audio frames were heard
 * @param underruns how many gaps there were because audio came too late
 * @param trimmedMillis how much of the beginning was left out as silence
 * @param stopped whether it was stopped rather than played to its end
 */
public record PlaybackResult(
        @Nullable SpeechResult speech,
        PcmFormat format,
        long audioFrames,
        int underruns,
        double trimmedMillis,
        boolean stopped) {
    /** Returns how long the sound was, in milliseconds. */
    public double audioMillis() {
        return format.millis(audioFrames);
    }
}
