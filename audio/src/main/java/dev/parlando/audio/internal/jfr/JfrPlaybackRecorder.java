package dev.parlando.audio.internal.jfr;

import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.internal.jfr.FlightRecorderState;
import dev.parlando.telemetry.Timeline;
import java.util.Locale;

/**
 * A recorder of playback as JFR events. It has no effect while no recording is running, and loads no class of JFR before
 * the first recording.
 *
 * <p>Threading: stateless and safe for use from any thread.
 */
public final class JfrPlaybackRecorder {
    /** The value that JFR interprets as a missing time. */
    private static final long NONE = Long.MIN_VALUE;

    private JfrPlaybackRecorder() {}

    /**
     * Records the end of an utterance.
     *
     * @param trimmedMillis the length of the audio trimmed at its start
     * @param sink the name of the sink that played it
     */
    public static void recordEnd(
            Timeline timeline,
            PlaybackState state,
            double playedMillis,
            double trimmedMillis,
            int underruns,
            String sink) {
        if (!FlightRecorderState.isActive()) {
            return;
        }
        JfrPlaybackEvent event = new JfrPlaybackEvent();
        if (event.shouldCommit()) {
            event.setTimeline(timeline);
            event.sink = sink;
            event.state = state.name().toLowerCase(Locale.ROOT);
            event.heard = nanos(playedMillis);
            event.trimmed = nanos(trimmedMillis);
            event.underruns = underruns;
            event.commit();
        }
    }

    /** Records that an utterance resumes after an underrun of {@code gapMillis}. */
    public static void recordUnderrun(double gapMillis) {
        if (!FlightRecorderState.isActive()) {
            return;
        }
        JfrUnderrunEvent event = new JfrUnderrunEvent();
        if (event.shouldCommit()) {
            event.gap = nanos(gapMillis);
            event.commit();
        }
    }

    /**
     * Records the loss of a device.
     *
     * @param gapMillis the length of the gap in the audio, or NaN if playback did not resume
     */
    public static void recordDeviceLost(String device, String reason, double gapMillis) {
        if (!FlightRecorderState.isActive()) {
            return;
        }
        JfrDeviceLostEvent event = new JfrDeviceLostEvent();
        if (event.shouldCommit()) {
            event.device = device;
            event.why = reason;
            event.gap = nanos(gapMillis);
            event.commit();
        }
    }

    private static long nanos(double millis) {
        return Double.isNaN(millis) ? NONE : Math.round(millis * 1e6);
    }
}
