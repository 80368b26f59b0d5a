package dev.parlando.opentelemetry.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("adapter")
class OpenTelemetryExampleTest {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    @Test
    void measuresAndTracesPlayedSpeech() {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(100)));
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(InMemorySpanExporter.create()))
                        .build())
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(reader).build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build()) {
            Span caller = sdk.getTracer("test").spanBuilder("caller").startSpan();
            try (OpenTelemetryExample example =
                            new OpenTelemetryExample(service.engineBuilder(), RecordingSink.selfRunning(100), sdk);
                    Scope scope = caller.makeCurrent()) {
                assertThat(scope).isNotNull();
                example.say("Good morning.").join();
            }
            assertThat(reader.collectAllMetrics())
                    .extracting(MetricData::getName)
                    .contains("gen_ai.client.operation.duration", "parlando.first_audible");
            assertThat(service.requests().only().header("traceparent")).hasValueSatisfying(value -> assertThat(value)
                    .contains(caller.getSpanContext().getTraceId()));
        }
    }
}
