package dev.parlando.audio.internal.jfr;

import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.internal.jfr.FlightRecorderState;
import dev.parlando.telemetry.Timeline;

/**
 * Puts what happens to the sound of a player into a flight recording; does nothing unless somebody records.
 *
 * <p>Threading: has no state, safe for use from any thread.
 */
public final class JfrPlaybackRecorder {
    /**
     * Notes that an utterance is over.
     *
     * @param trimmedMillis how much of its beginning was left out
     * @param sink the name of what played it
     */
    public void recordEnd(
            Timeline timeline,
            PlaybackState state,
            double playedMillis,
            double trimmedMillis,
            int underruns,
            String sink) {
        if (FlightRecorderState.isActive()) {
            JfrPlaybackEventWriter.writeEnd(timeline, state, playedMillis, trimmedMillis, underruns, sink);
        }
    }

    /** Notes that an utterance that had run dry goes on, after nothing of it was heard for so long. */
    public void recordUnderrun(double gapMillis) {
        if (FlightRecorderState.isActive()) {
            JfrPlaybackEventWriter.writeUnderrun(gapMillis);
        }
    }

    /**
     * Notes that a device was lost.
     *
     * @param gapMillis for how long nothing was heard; not a number if the sound did not go on
     */
    public void recordDeviceLost(String device, String reason, double gapMillis) {
        if (FlightRecorderState.isActive()) {
            JfrPlaybackEventWriter.writeDeviceLost(device, reason, gapMillis);
        }
    }
}
