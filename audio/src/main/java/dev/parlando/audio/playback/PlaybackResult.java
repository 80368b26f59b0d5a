package dev.parlando.audio.playback;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.speech.SpeechResult;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of an utterance that was played completely or stopped.
 *
 * @param speech the result of the stream, or {@code null} if the utterance was stopped before the stream had ended
 * @param format the format of the decoded audio
 * @param audioFrames the number of audio frames played
 * @param underruns the number of gaps caused by late audio
 * @param trimmedMillis the length of the audio trimmed at the start
 * @param end the way in which the utterance ended
 */
public record PlaybackResult(
        @Nullable SpeechResult speech,
        PcmFormat format,
        long audioFrames,
        int underruns,
        double trimmedMillis,
        PlaybackEnd end) {
    public PlaybackResult {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(end, "end");
    }

    /** Returns whether the utterance ended before its last sample. */
    public boolean stopped() {
        return end != PlaybackEnd.COMPLETED;
    }

    /** Returns the length of the audio played, in milliseconds. */
    public double audioMillis() {
        return format.millis(audioFrames);
    }
}
