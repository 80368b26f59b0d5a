package dev.parlando.programs.cookbook;

import dev.parlando.SpeechEngine;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.CollectedSpeech;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;

/** Speaks as a part of a distributed trace (W3C Trace Context). */
final class TracedCall {
    private TracedCall() {}

    // region
    static byte[] speak(SpeechEngine engine, String text, String traceparent, Duration timeLeft) {
        CallOptions options =
                CallOptions.DEFAULT.withHeader("traceparent", traceparent).withDeadline(timeLeft);
        return engine.collect(SpeechRequest.of(text), options, CollectedSpeech.DEFAULT_MAX_BYTES)
                .audio();
    }
    // endregion
}
