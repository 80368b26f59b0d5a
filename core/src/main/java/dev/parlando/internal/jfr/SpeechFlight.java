package dev.parlando.internal.jfr;

import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.Timeline;
import org.jspecify.annotations.Nullable;

/** Puts streams of speech into a flight recording. Stateless. */
public final class SpeechFlight {
    private SpeechFlight() {}

    /**
     * Notes that a stream is over; does nothing unless somebody records.
     *
     * @param response null if there was none
     * @param outcome ok, cancelled or the category of the error
     */
    public static void ended(
            SpeechRequest request, Timeline timeline, @Nullable SpeechResponse response, long bytes, String outcome) {
        if (FlightRecording.mayBeOn()) {
            commit(request, timeline, response, bytes, outcome);
        }
    }

    private static void commit(
            SpeechRequest request, Timeline timeline, @Nullable SpeechResponse response, long bytes, String outcome) {
        SpeechEvent event = new SpeechEvent();
        if (event.shouldCommit()) {
            event.take(request, timeline);
            if (response != null) {
                event.take(response);
            }
            event.bytes = bytes;
            event.outcome = outcome;
            event.commit();
        }
    }
}
