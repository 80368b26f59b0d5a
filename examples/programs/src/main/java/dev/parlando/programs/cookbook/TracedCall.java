package dev.parlando.programs.cookbook;

import dev.parlando.SpeechEngine;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.time.Duration;

/** Speaks as a part of a distributed trace (W3C Trace Context). */
final class TracedCall {
    private TracedCall() {}

    // region
    static byte[] speak(SpeechEngine engine, String text, String traceparent, Duration timeLeft) throws IOException {
        CallOptions options =
                CallOptions.DEFAULT.withHeader("traceparent", traceparent).withDeadline(timeLeft);
        try (SpeechInputStream audio = engine.inputStream(SpeechRequest.of(text), options)) {
            return audio.readAllBytes();
        }
    }
    // endregion
}
