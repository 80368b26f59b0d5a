package dev.parlando.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.error.AuthenticationException;
import dev.parlando.metrics.Metric;
import dev.parlando.metrics.SpeechMetrics;
import dev.parlando.offline.ServiceRefusal;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("adapter")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenTelemetryMetricsTest {
    private static final String MODEL = "eleven_flash_v2_5";

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(reader).build())
            .build();
    private final OpenTelemetryRecorder recorder = new OpenTelemetryRecorder(sdk);

    @AfterEach
    void close() {
        sdk.close();
    }

    /** Returns an engine that is measured. Its events have arrived once it is closed. */
    private SpeechEngine engine() {
        return service.engineBuilder().listener(new SpeechMetrics(recorder)).build();
    }

    private static SpeechStream start(SpeechEngine engine) {
        SpeechRequest request = SpeechRequest.builder("Hello.").model(MODEL).build();
        return engine.stream(request, chunk -> ChunkAction.CONTINUE);
    }

    /** The metrics of one collection, by their names. */
    private record Metrics(Map<String, MetricData> byName) {
        MetricData get(String name) {
            return Objects.requireNonNull(byName.get(name), name);
        }
    }

    private Metrics collect() {
        return new Metrics(
                reader.collectAllMetrics().stream().collect(Collectors.toMap(MetricData::getName, metric -> metric)));
    }

    private static HistogramPointData histogram(MetricData metric) {
        return metric.getHistogramData().getPoints().iterator().next();
    }

    private static long sum(MetricData metric, String reason) {
        return metric.getLongSumData().getPoints().stream()
                .filter(point -> reason.equals(text(point, "parlando.reason")))
                .mapToLong(point -> point.getValue())
                .sum();
    }

    private static @Nullable String text(PointData point, String attribute) {
        return point.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    @Test
    void measuresCompletedStream() {
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(1)).chunks(1_000, Duration.ZERO));
        try (SpeechEngine engine = engine()) {
            start(engine).join();
        }

        Metrics metrics = collect();
        MetricData duration = metrics.get("gen_ai.client.operation.duration");
        assertThat(duration.getUnit()).isEqualTo("s");
        assertThat(histogram(duration).getBoundaries()).isEqualTo(Metric.BUCKETS);
        assertThat(histogram(duration).getCount()).isEqualTo(1);
        assertThat(histogram(duration).getAttributes())
                .isEqualTo(Attributes.builder()
                        .put("gen_ai.operation.name", "generate_content")
                        .put("gen_ai.output.type", "speech")
                        .put("gen_ai.provider.name", "elevenlabs")
                        .put("gen_ai.request.model", MODEL)
                        .put("parlando.outcome", "completed")
                        .build());
        assertThat(metrics.byName())
                .containsKeys(
                        "gen_ai.client.operation.time_to_first_chunk",
                        "gen_ai.client.operation.time_per_output_chunk",
                        "parlando.queue",
                        "parlando.first_byte",
                        "parlando.connect");
    }

    @Test
    void countsRefusalsAndErrors() {
        service.answer(
                SpeechAnswer.refusal(ServiceRefusal.RATE_LIMIT),
                SpeechAnswer.tone(Duration.ofMillis(100)),
                SpeechAnswer.refusal(ServiceRefusal.INVALID_API_KEY));
        try (SpeechEngine engine = engine()) {
            start(engine).join();
            assertThatThrownBy(start(engine)::join).isInstanceOf(AuthenticationException.class);
        }

        Metrics metrics = collect();
        assertThat(sum(metrics.get("parlando.refusals"), "rate_limit_exceeded")).isEqualTo(1);
        assertThat(sum(metrics.get("parlando.refusals"), "system_busy")).isZero();
        assertThat(metrics.get("parlando.refusals").getLongSumData().getPoints())
                .hasSize(4);
        assertThat(metrics.get("gen_ai.client.operation.duration")
                        .getHistogramData()
                        .getPoints())
                .extracting(point -> text(point, "error.type"))
                .containsExactlyInAnyOrder(null, "401");
    }

    @Test
    void readsGaugesUntilClosed() {
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(10)).failingAfter(1_000, AnswerFault.STALL));
        try (SpeechEngine engine = engine()) {
            Attributes first = Attributes.builder().put("engine", "first").build();
            EngineGauges gauges = new EngineGauges(sdk, engine, first);
            SpeechStream stream = start(engine);
            stream.response().toCompletableFuture().join();
            Metrics metrics = collect();
            PointData streams = metrics.get("parlando.streams")
                    .getDoubleGaugeData()
                    .getPoints()
                    .iterator()
                    .next();
            assertThat(text(streams, "engine")).isEqualTo("first");
            assertThat(metrics.get("parlando.streams").getDoubleGaugeData().getPoints())
                    .singleElement()
                    .satisfies(point -> assertThat(point.getValue()).isEqualTo(1));
            assertThat(metrics.get("parlando.concurrency.current")
                            .getDoubleGaugeData()
                            .getPoints())
                    .anyMatch(point -> point.getValue() == 1 && text(point, "parlando.model_group") != null);
            assertThat(metrics.byName())
                    .containsKeys("parlando.connections", "parlando.ring.use", "parlando.events.dropped");
            stream.cancel();
            stream.join();
            gauges.close();
            assertThat(collect().byName()).doesNotContainKey("parlando.streams");
        }
    }

    @Test
    void setsCredits() {
        SpeechMetrics metrics = new SpeechMetrics(recorder);
        try (SpeechEngine engine = engine()) {
            engine.account()
                    .subscription()
                    .thenAccept(metrics::onSubscription)
                    .toCompletableFuture()
                    .join();
        }
        assertThat(collect().byName()).containsKeys("parlando.credits.remaining", "parlando.credits.limit");
    }

    @Test
    void rejectsMetricOfAnotherKind() {
        assertThatThrownBy(() -> recorder.set(Metric.QUEUE, 1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HISTOGRAM");
    }

    @Test
    void speaksAfterSdkIsClosed() {
        service.answerAlways(SpeechAnswer.tone(Duration.ofMillis(50)));
        try (SpeechEngine engine = engine()) {
            EngineGauges gauges = new EngineGauges(sdk, engine);
            sdk.close();
            assertThatCode(start(engine)::join).doesNotThrowAnyException();
            gauges.close();
        }
    }
}
