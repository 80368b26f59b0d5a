package dev.parlando.audio.internal.player;

import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.telemetry.TimelineEvent;

/**
 * The time at which the first sample of an utterance was heard. A device takes a block of samples and then plays it, so that
 * time is one step after the position.
 *
 * <p>Threading: confined to the playback thread.
 */
final class FirstHeard {
    /** The length of audio after which a device has certainly started. A line is ahead of its device by up to 30 ms. */
    private static final int STARTED_MILLIS = 40;

    private final TimelineRecorder timeline;
    private final ReplayableSink sink;
    private boolean marked;

    FirstHeard(TimelineRecorder timeline, ReplayableSink sink) {
        this.timeline = timeline;
        this.sink = sink;
    }

    /**
     * Marks the time once, with a delay, since the position of a line is exact only once it has moved.
     *
     * @param playedAudioFrames the position within the utterance
     * @param immediate whether to mark the time as soon as a sample was played
     */
    void mark(long playedAudioFrames, boolean immediate) {
        if (marked || playedAudioFrames < (immediate ? 1 : sink.format().audioFrames(STARTED_MILLIS))) {
            return;
        }
        marked = true;
        // A short utterance may have ended before the position is a step ahead of its start.
        long sinceAudioFrames = Math.max(0, playedAudioFrames - sink.stepAudioFrames());
        long heardNanos = timeline.elapsedNanos() - sink.durationNanos(sinceAudioFrames);
        // A sink that accepts all audio immediately reports more played audio than the elapsed time allows.
        long firstPlayedNanos = timeline.nanos(TimelineEvent.FIRST_PLAYED).orElse(heardNanos);
        timeline.mark(TimelineEvent.FIRST_HEARD, Math.max(firstPlayedNanos, heardNanos));
    }
}
