package dev.parlando.internal.jfr;

import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.Timeline;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A JFR event about one stream of speech, never with its text or key. Owned by the thread that creates it. */
@Name("dev.parlando.Speech")
@Label("Speech")
@Category("Parlando")
@Description("A speech stream ended")
@StackTrace(false)
final class JfrSpeechEvent extends JfrTimelineEvent {
    @Label("Outcome")
    @Description("ok, cancelled or the category of the error")
    String outcome = "";

    @Label("Bytes")
    @DataAmount
    long bytes;

    @Label("Attempts")
    int attempts;

    @Label("Model")
    @Nullable
    String model;

    @Label("Format")
    String format = "";

    @Label("Protocol")
    @Nullable
    String protocol;

    @Label("Connection Reused")
    boolean connectionReused;

    @Label("Request Id")
    @Nullable
    String requestId;

    void setFields(SpeechRequest request, Timeline timeline) {
        super.setTimeline(timeline);
        attempts = timeline.attempts().size();
        model = request.modelId();
        format = request.outputFormat().value();
    }

    void setFields(SpeechResponse response) {
        protocol = response.protocol();
        connectionReused = response.connectionReused();
        requestId = response.requestId();
    }
}
