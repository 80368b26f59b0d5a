package dev.parlando.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.offline.ServiceRefusal;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.LiveTransport;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("adapter")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TracedSpeechTest {
    private static final String TEXT = "A secret sentence.";
    private static final String MODEL = "eleven_flash_v2_5";
    private static final SpeechRequest REQUEST =
            SpeechRequest.builder(TEXT).model(MODEL).build();

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final CollectedSpans spans = new CollectedSpans();
    private final Span parent =
            spans.sdk.getTracer("test").spanBuilder("parent").startSpan();

    @AfterEach
    void close() {
        spans.close();
    }

    private TracedSpeech traced(SpeechEngine engine) {
        return new TracedSpeech(engine, spans.sdk);
    }

    /** Starts a stream in the context of the parent. */
    private SpeechStream start(TracedSpeech speech) {
        try (Scope scope = parent.makeCurrent()) {
            assertThat(scope).isNotNull();
            return speech.stream(REQUEST, chunk -> ChunkAction.CONTINUE);
        }
    }

    private static String traceparent(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getSpanContext().getTraceFlags().asHex();
    }

    private static @Nullable String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    private static List<String> events(SpanData span) {
        return span.getEvents().stream().map(EventData::getName).toList();
    }

    private static void assertTimesWithin(SpanData outer, SpanData inner) {
        assertThat(inner.getStartEpochNanos()).isBetween(outer.getStartEpochNanos(), inner.getEndEpochNanos());
        assertThat(inner.getEndEpochNanos()).isLessThanOrEqualTo(outer.getEndEpochNanos());
        assertThat(inner.getEvents())
                .extracting(EventData::getEpochNanos)
                .isSorted()
                .allMatch(nanos -> nanos >= inner.getStartEpochNanos() && nanos <= inner.getEndEpochNanos());
    }

    @Test
    void recordsCompletedStreamAndSendsItsContext() throws Exception {
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(1)));
        long before = System.currentTimeMillis() * 1_000_000;
        start(traced(service.engine())).join();
        SpanData span = spans.nextStream();

        assertThat(span.getName()).isEqualTo("generate_content " + MODEL);
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
        assertThat(span.getTraceId()).isEqualTo(parent.getSpanContext().getTraceId());
        assertThat(span.getStartEpochNanos()).isBetween(before, (System.currentTimeMillis() + 1) * 1_000_000);
        service.requests().only().assertHeader("traceparent", traceparent(span));

        assertThat(text(span, "gen_ai.operation.name")).isEqualTo("generate_content");
        assertThat(text(span, "gen_ai.output.type")).isEqualTo("speech");
        assertThat(text(span, "gen_ai.provider.name")).isEqualTo("elevenlabs");
        assertThat(text(span, "gen_ai.request.model")).isEqualTo(MODEL);
        assertThat(text(span, "gen_ai.response.id")).isNotEmpty();
        assertThat(text(span, "parlando.outcome")).isEqualTo("completed");
        assertThat(text(span, "parlando.protocol")).isEqualTo("h2c");
        assertThat(span.getAttributes().get(AttributeKey.longKey("parlando.bytes")))
                .isPositive();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(events(span))
                .containsExactly(
                        "parlando.permit",
                        "parlando.connected",
                        "parlando.secured",
                        "parlando.request_sent",
                        "parlando.response_headers",
                        "parlando.first_byte",
                        "parlando.last_byte");
        assertTimesWithin(span, span);
        assertThat(spans.childrenOf(span)).singleElement().satisfies(attempt -> {
            assertThat(events(attempt)).containsExactly("parlando.permit");
            assertTimesWithin(span, attempt);
        });
        assertThat(span.toString()).doesNotContain(TEXT).doesNotContain(service.apiKey());
    }

    @Test
    void recordsAttempts() throws Exception {
        service.answer(SpeechAnswer.refusal(ServiceRefusal.SYSTEM_BUSY), SpeechAnswer.tone(Duration.ofMillis(100)));
        start(traced(service.engine())).join();
        SpanData span = spans.nextStream();

        List<SpanData> attempts = spans.childrenOf(span);
        assertThat(attempts).extracting(SpanData::getName).containsExactly("parlando.attempt", "parlando.attempt");
        assertThat(attempts)
                .extracting(attempt -> attempt.getAttributes().get(AttributeKey.longKey("parlando.attempt.number")))
                .containsExactly(1L, 2L);
        assertThat(attempts.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(attempts.get(0), "error.type")).isEqualTo("429");
        assertThat(attempts.get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        attempts.forEach(attempt -> assertTimesWithin(span, attempt));
        assertThat(service.requests().list())
                .hasSize(2)
                .allSatisfy(request -> request.assertHeader("traceparent", traceparent(span)));
    }

    @Test
    void recordsKindOfErrorOnly() throws Exception {
        service.answer(SpeechAnswer.body(
                401, "application/json", "{\"detail\":{\"status\":\"invalid_api_key\",\"message\":\"" + TEXT + "\"}}"));
        SpeechStream stream = start(traced(service.engine()));
        assertThatThrownBy(stream::join).isInstanceOf(AuthenticationException.class);
        SpanData span = spans.nextStream();

        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(span, "error.type")).isEqualTo("401");
        assertThat(text(span, "parlando.outcome")).isEqualTo("failed");
        assertThat(span.toString()).doesNotContain(TEXT);
    }

    @Test
    void recordsCancelledStream() throws Exception {
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(10)).failingAfter(1_000, AnswerFault.STALL));
        SpeechStream stream = start(traced(service.engine()));
        stream.response().toCompletableFuture().join();
        stream.cancel();
        SpanData span = spans.nextStream();

        assertThat(text(span, "parlando.outcome")).isEqualTo("cancelled");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(events(span)).doesNotContain("parlando.last_byte");
    }

    @Test
    void recordsCallOfClosedEngine() throws Exception {
        SpeechEngine engine = service.engineBuilder().build();
        engine.close();
        TracedSpeech speech = traced(engine);
        assertThatThrownBy(() -> start(speech).join()).isInstanceOf(EngineClosedException.class);
        assertThat(text(spans.nextStream(), "error.type")).isEqualTo("closed");
    }

    /** The player requests the second utterance on its own thread, after the first. */
    @Test
    void continuesTraceOfPlayersCaller() throws Exception {
        service.answerAlways(SpeechAnswer.tone(Duration.ofMillis(300)));
        TracedSpeech speech = traced(service.engine());
        try (SpeechPlayer player = SpeechPlayer.builder(speech)
                        .sink(RecordingSink.selfRunning(100))
                        .lookAhead(0)
                        .open();
                Scope scope = parent.makeCurrent()) {
            assertThat(scope).isNotNull();
            player.say(REQUEST);
            player.say(REQUEST, QueuePosition.LAST, speech.withCurrentContext(SpeechPlayer.DEFAULT_OPTIONS))
                    .join();
        }
        spans.nextStream();
        SpanData span = spans.nextStream();
        assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
        assertThat(service.requests().list().get(1).header("traceparent")).contains(traceparent(span));
        assertTimesWithin(span, spans.childrenOf(span).get(0));
    }

    private SpanData speak(LiveTransport transport) throws InterruptedException {
        TracedSpeech speech = traced(service.engine());
        LiveText text = LiveText.of(
                SpeechRequest.template().model(MODEL).build(), LiveTextSettings.DEFAULT.withTransport(transport));
        SpeechStream stream;
        try (Scope scope = parent.makeCurrent()) {
            assertThat(scope).isNotNull();
            stream = speech.stream(text, chunk -> ChunkAction.CONTINUE, speech.withCurrentContext(CallOptions.DEFAULT));
        }
        text.append("It is noon. ");
        text.end();
        stream.join();
        SpanData span = spans.nextStream();
        assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
        return span;
    }

    /** A connection is reused for equal headers only, which a context of its own would prevent. */
    @Test
    void sendsNoContextOverSharedWebSocket() throws Exception {
        speak(LiveTransport.AUTO);
        speak(LiveTransport.AUTO);
        assertThat(service.requests().list())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.header("traceparent")).isEmpty());
        assertThat(service.requests().list())
                .extracting(request -> request.connection())
                .containsOnly(service.requests().list().get(0).connection());
    }

    @Test
    void sendsContextOfLiveTextOverHttp() throws Exception {
        SpanData span = speak(LiveTransport.HTTP);
        assertThat(service.requests().list())
                .isNotEmpty()
                .allSatisfy(request -> request.assertHeader("traceparent", traceparent(span)));
    }

    @Test
    void speaksWithoutHeaderThatIsTooLarge() throws Exception {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(100)));
        Baggage baggage = Baggage.builder()
                .put("first", "x".repeat(4_000))
                .put("second", "x".repeat(4_000))
                .build();
        TracedSpeech speech = traced(service.engine());
        try (Scope scope = baggage.makeCurrent()) {
            assertThat(scope).isNotNull();
            speech.stream(REQUEST, chunk -> ChunkAction.CONTINUE).join();
        }
        assertThat(service.requests().only().header("baggage")).isEmpty();
        assertThat(service.requests().only().header("traceparent"))
                .isEqualTo(Optional.of(traceparent(spans.nextStream())));
    }

    @Test
    void speaksAfterSdkIsClosed() {
        service.answerAlways(SpeechAnswer.tone(Duration.ofMillis(100)));
        TracedSpeech speech = traced(service.engine());
        spans.close();
        assertThat(start(speech).join().bytes()).isPositive();
    }
}
