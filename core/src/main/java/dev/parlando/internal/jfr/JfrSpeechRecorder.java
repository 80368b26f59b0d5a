package dev.parlando.internal.jfr;

import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.Timeline;
import org.jspecify.annotations.Nullable;

/** A recorder of streams of speech as JFR events. Stateless. */
public final class JfrSpeechRecorder {
    private JfrSpeechRecorder() {}

    /**
     * Records the end of a stream; does nothing without a recording.
     *
     * @param response null if there was none
     * @param outcome ok, cancelled or the category of the error
     */
    public static void recordEnd(
            SpeechRequest request, Timeline timeline, @Nullable SpeechResponse response, long bytes, String outcome) {
        if (FlightRecorderState.isActive()) {
            commit(request, timeline, response, bytes, outcome);
        }
    }

    private static void commit(
            SpeechRequest request, Timeline timeline, @Nullable SpeechResponse response, long bytes, String outcome) {
        JfrSpeechEvent event = new JfrSpeechEvent();
        if (event.shouldCommit()) {
            event.setFields(request, timeline);
            if (response != null) {
                event.setFields(response);
            }
            event.bytes = bytes;
            event.outcome = outcome;
            event.commit();
        }
    }
}
