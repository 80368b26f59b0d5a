package dev.parlando.audio.internal.jfr;

import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.telemetry.Timeline;
import java.util.Locale;

/** Makes the events; apart from {@link FlightRecord} so that nothing of the recorder is loaded before it is needed. Stateless. */
final class PlaybackFlight {
    /** What the recorder takes for a time that is not there. */
    private static final long NONE = Long.MIN_VALUE;

    private PlaybackFlight() {}

    static void ended(
            Timeline timeline,
            PlaybackState state,
            double heardMillis,
            double trimmedMillis,
            int underruns,
            String sink) {
        PlaybackEvent event = new PlaybackEvent();
        if (event.shouldCommit()) {
            event.take(timeline);
            event.sink = sink;
            event.state = state.name().toLowerCase(Locale.ROOT);
            event.heard = nanos(heardMillis);
            event.trimmed = nanos(trimmedMillis);
            event.underruns = underruns;
            event.commit();
        }
    }

    static void underrun(double gapMillis) {
        UnderrunEvent event = new UnderrunEvent();
        if (event.shouldCommit()) {
            event.gap = nanos(gapMillis);
            event.commit();
        }
    }

    static void deviceLost(String device, String why, double gapMillis) {
        DeviceLostEvent event = new DeviceLostEvent();
        if (event.shouldCommit()) {
            event.device = device;
            event.why = why;
            event.gap = nanos(gapMillis);
            event.commit();
        }
    }

    private static long nanos(double millis) {
        return Double.isNaN(millis) ? NONE : Math.round(millis * 1e6);
    }
}
