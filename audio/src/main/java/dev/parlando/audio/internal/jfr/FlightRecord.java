package dev.parlando.audio.internal.jfr;

import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.internal.jfr.FlightRecording;
import dev.parlando.telemetry.Timeline;

/**
 * Puts what happens to the sound of a player into a flight recording; does nothing unless somebody records.
 *
 * <p>Threading: has no state, safe for use from any thread.
 */
public final class FlightRecord {
    /**
     * Notes that an utterance is over.
     *
     * @param trimmedMillis how much of its beginning was left out
     * @param sink the name of what played it
     */
    public void ended(
            Timeline timeline,
            PlaybackState state,
            double heardMillis,
            double trimmedMillis,
            int underruns,
            String sink) {
        if (FlightRecording.mayBeOn()) {
            PlaybackFlight.ended(timeline, state, heardMillis, trimmedMillis, underruns, sink);
        }
    }

    /** Notes that an utterance that had run dry goes on, after nothing of it was heard for so long. */
    public void underrun(double gapMillis) {
        if (FlightRecording.mayBeOn()) {
            PlaybackFlight.underrun(gapMillis);
        }
    }

    /**
     * Notes that a device was lost.
     *
     * @param gapMillis for how long nothing was heard; not a number if the sound did not go on
     */
    public void deviceLost(String device, String why, double gapMillis) {
        if (FlightRecording.mayBeOn()) {
            PlaybackFlight.deviceLost(device, why, gapMillis);
        }
    }
}
