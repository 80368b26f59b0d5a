package dev.parlando.audio.internal.jfr;

import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.telemetry.Timeline;
import java.util.Locale;

/**
 * The factory of the JFR events. It is separate from {@link JfrPlaybackRecorder} so that no JFR class is loaded before it is
 * needed. Stateless.
 */
final class JfrPlaybackEventWriter {
    /** The value that JFR interprets as a missing time. */
    private static final long NONE = Long.MIN_VALUE;

    private JfrPlaybackEventWriter() {}

    static void writeEnd(
            Timeline timeline,
            PlaybackState state,
            double playedMillis,
            double trimmedMillis,
            int underruns,
            String sink) {
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

    static void writeUnderrun(double gapMillis) {
        JfrUnderrunEvent event = new JfrUnderrunEvent();
        if (event.shouldCommit()) {
            event.gap = nanos(gapMillis);
            event.commit();
        }
    }

    static void writeDeviceLost(String device, String reason, double gapMillis) {
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
