package dev.parlando.audio.telephony;

import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A stream that never ends and ignores all calls. */
public record IdleStream(SpeechRequest request) implements SpeechStream {
    @Override
    @SuppressWarnings("NullAway") // JDK 17 does not read annotations of type arguments from class files.
    public CompletionStage<@Nullable SpeechResponse> response() {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<SpeechResult> completion() {
        return new CompletableFuture<>();
    }

    @Override
    public SpeechResult join() {
        throw new UnsupportedOperationException("never ends");
    }

    @Override
    public void resume() {}

    @Override
    public void cancel() {}

    @Override
    public Timeline timeline() {
        return CallOptions.startTimeline();
    }
}
