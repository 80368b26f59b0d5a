package dev.parlando.internal.call;

import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditUse;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.delivery.StreamDelivery;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.jfr.JfrSpeechRecorder;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.telemetry.StreamEnded.Outcome;
import dev.parlando.telemetry.TimelineEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The delivery half of a stream: completes the caller's stages, and records the credits and the end.
 *
 * <p>Threading: called on the delivery thread, except {@link #onFailed} of a stream that the engine's close abandons. The
 * futures may be read on any thread.
 */
final class SpeechOutcome implements StreamDelivery.Callback {
    private final SpeechRequest request;
    private final TimelineRecorder timeline;
    private final StreamEvents events;
    private final @Nullable CreditMeter creditMeter;
    private final Runnable onReset;
    private final Runnable onFinished;
    private final CompletableFuture<@Nullable SpeechResponse> response = new CompletableFuture<>();
    private final CompletableFuture<SpeechResult> completion = new CompletableFuture<>();

    /**
     * Creates the outcome of a stream that has not started.
     *
     * @param events reports the end
     * @param creditMeter records the credits spent; null for none
     * @param onReset cancels the stream, which needs no more data
     * @param onFinished runs before the stages complete at the end of the stream
     */
    SpeechOutcome(
            SpeechRequest request,
            TimelineRecorder timeline,
            StreamEvents events,
            @Nullable CreditMeter creditMeter,
            Runnable onReset,
            Runnable onFinished) {
        this.request = request;
        this.timeline = timeline;
        this.events = events;
        this.creditMeter = creditMeter;
        this.onReset = onReset;
        this.onFinished = onFinished;
    }

    CompletableFuture<@Nullable SpeechResponse> response() {
        return response;
    }

    CompletableFuture<SpeechResult> completion() {
        return completion;
    }

    @Override
    public void onResetRequested() {
        onReset.run();
    }

    @Override
    public void onResponse(SpeechResponse headers) {
        recordCredits(headers);
        response.complete(headers);
    }

    private void recordCredits(SpeechResponse headers) {
        String text = request.text();
        if (creditMeter != null && headers.keyFingerprint() != null && !text.isEmpty()) {
            // The line breaks in the text of a dialogue are not sent.
            int lineBreaks = Math.max(0, request.dialogueLines().size() - 1);
            creditMeter.record(CreditUse.of(
                    Instant.now(),
                    headers.keyFingerprint(),
                    request.modelId(),
                    headers.characterCost(),
                    text.codePointCount(0, text.length()) - lineBreaks));
        }
    }

    @Override
    public void onEnded(SpeechResult result) {
        try {
            finish(result.response(), result.bytes(), result.cancelled() ? "cancelled" : "ok");
            events.onEnded(
                    result.cancelled() ? Outcome.CANCELLED : Outcome.COMPLETED,
                    null,
                    result.response(),
                    result.bytes(),
                    result.chunks());
        } finally {
            response.complete(null); // Without effect unless the stream was cancelled before its response.
            completion.complete(result);
        }
    }

    @Override
    public void onFailed(ParlandoException error) {
        if (completion.isDone()) {
            return;
        }
        try {
            SpeechResponse headers = response.exceptionally(none -> null).getNow(null);
            finish(headers, error.bytesDelivered(), error.category().name().toLowerCase(Locale.ROOT));
            events.onEnded(Outcome.FAILED, error, headers, error.bytesDelivered(), null);
        } finally {
            response.completeExceptionally(error);
            completion.completeExceptionally(error);
        }
    }

    private void finish(@Nullable SpeechResponse headers, long bytes, String outcome) {
        onFinished.run();
        timeline.mark(TimelineEvent.END);
        JfrSpeechRecorder.recordEnd(request, timeline, headers, bytes, outcome);
    }
}
