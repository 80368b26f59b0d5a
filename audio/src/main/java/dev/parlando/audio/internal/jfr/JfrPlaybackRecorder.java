package dev.parlando.audio.internal.jfr;

import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.internal.jfr.FlightRecorderState;
import dev.parlando.telemetry.Timeline;

/**
 * The JFR recorder of a player. It has no effect while no recording is running.
 *
 * <p>Threading: stateless and safe for use from any thread.
 */
public final class JfrPlaybackRecorder {
    /**
     * Records the end of an utterance.
     *
     * @param trimmedMillis the length of the audio trimmed at its start
     * @param sink the name of the sink that played it
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

    /** Records that an utterance resumes after an underrun of {@code gapMillis}. */
    public void recordUnderrun(double gapMillis) {
        if (FlightRecorderState.isActive()) {
            JfrPlaybackEventWriter.writeUnderrun(gapMillis);
        }
    }

    /**
     * Records the loss of a device.
     *
     * @param gapMillis the length of the gap in the audio, or NaN if playback did not resume
     */
    public void recordDeviceLost(String device, String reason, double gapMillis) {
        if (FlightRecorderState.isActive()) {
            JfrPlaybackEventWriter.writeDeviceLost(device, reason, gapMillis);
        }
    }
}
