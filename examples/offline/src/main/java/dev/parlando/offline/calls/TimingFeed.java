package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.AlignmentRecorder;
import dev.parlando.transcript.SpeechTiming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The character times of a response, as they become known. Confined to one thread at a time. */
interface TimingFeed {
    /**
     * Times of a part of the audio.
     *
     * @param timing the characters that start in it
     * @param segments their lines; null unless the response is a dialogue
     */
    record Part(SpeechTiming timing, @Nullable List<SegmentTimes> segments) {}

    /** Removes and returns the characters that start at or before {@code untilSeconds}. */
    Part drainUntil(double untilSeconds);

    /** Returns the times of a single text. */
    static TimingFeed of(AlignmentRecorder recorder) {
        return untilSeconds -> new Part(recorder.drainUntil(untilSeconds), null);
    }
}
