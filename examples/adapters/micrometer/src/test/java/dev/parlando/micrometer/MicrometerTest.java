package dev.parlando.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.PlaybackMetrics;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.TransportException;
import dev.parlando.metrics.SpeechMetrics;
import dev.parlando.network.RetryPolicy;
import dev.parlando.offline.ServiceRefusal;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.offline.load.ConnectionFault;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("adapter")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MicrometerTest {
    private static final String DURATION = "gen_ai.client.operation.duration";
    private static final SpeechRequest REQUEST =
            SpeechRequest.builder("Good morning.").model("eleven_flash_v2_5").build();

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final MeterRegistry registry = new SimpleMeterRegistry();

    /** Returns an engine that is measured. Its events have arrived once it is closed. */
    private static SpeechEngine engine(MeterRegistry registry) {
        return service.engineBuilder()
                .listener(new SpeechMetrics(new MicrometerRecorder(registry)))
                .build();
    }

    private static SpeechStream start(SpeechEngine engine) {
        return engine.stream(REQUEST, chunk -> ChunkAction.CONTINUE);
    }

    private Timer timer(String name) {
        return registry.get(name).timer();
    }

    @Test
    void measuresCompletedStream() {
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(1)).chunks(1_000, Duration.ZERO));
        try (SpeechEngine engine = engine(registry)) {
            start(engine).join();
        }

        Timer duration = timer(DURATION);
        assertThat(duration.count()).isEqualTo(1);
        assertThat(duration.getId().getTags())
                .containsExactlyInAnyOrderElementsOf(Tags.of(
                        "gen_ai.operation.name", "generate_content",
                        "gen_ai.output.type", "speech",
                        "gen_ai.provider.name", "elevenlabs",
                        "gen_ai.request.model", "eleven_flash_v2_5",
                        "parlando.outcome", "completed",
                        "error.type", "none"));
        double firstChunk = timer("gen_ai.client.operation.time_to_first_chunk").totalTime(TimeUnit.NANOSECONDS);
        assertThat(firstChunk).isPositive().isLessThanOrEqualTo(duration.totalTime(TimeUnit.NANOSECONDS));
        assertThat(timer("gen_ai.client.operation.time_per_output_chunk").count())
                .isEqualTo(1);
        assertThat(timer("parlando.queue").count()).isEqualTo(1);
        assertThat(timer("parlando.first_byte").totalTime(TimeUnit.NANOSECONDS)).isLessThanOrEqualTo(firstChunk);
        assertThat(timer("parlando.connect").count()).isEqualTo(1);
        assertThat(registry.get("parlando.received").counter().count()).isPositive();
        assertThat(registry.get("parlando.credits.used").counter().count()).isPositive();
        assertThat(registry.find("parlando.retries").counter())
                .satisfies(counter -> assertThat(counter.count()).isZero());
    }

    @Test
    void countsRefusalsRetriesAndErrors() {
        service.answer(
                SpeechAnswer.refusal(ServiceRefusal.SYSTEM_BUSY),
                SpeechAnswer.tone(Duration.ofMillis(100)),
                SpeechAnswer.refusal(ServiceRefusal.INVALID_API_KEY));
        try (SpeechEngine engine = engine(registry)) {
            start(engine).join();
            SpeechStream refused = start(engine);
            assertThatThrownBy(refused::join).isInstanceOf(AuthenticationException.class);
        }

        assertThat(registry.get("parlando.refusals")
                        .tag("parlando.reason", "system_busy")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("parlando.retries").counter().count()).isEqualTo(1);
        assertThat(registry.get(DURATION)
                        .tags("parlando.outcome", "failed", "error.type", "401")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("parlando.queue").timers().stream()
                        .mapToLong(Timer::count)
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void measuresFailureWithoutResponse() {
        service.server().connectionFault(ConnectionFault.REFUSED);
        try (SpeechEngine engine = service.engineBuilder()
                .listener(new SpeechMetrics(new MicrometerRecorder(registry)))
                .retryPolicy(RetryPolicy.NONE)
                .build()) {
            assertThatThrownBy(start(engine)::join).isInstanceOf(TransportException.class);
        }
        assertThat(registry.get(DURATION)
                        .tags("error.type", "transport", "gen_ai.request.model", "other")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("parlando.connect.failures").counter().count()).isPositive();
        assertThat(registry.find("gen_ai.client.operation.time_to_first_chunk").timer())
                .isNull();
    }

    @Test
    void measuresCancelledStream() {
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(10)).failingAfter(1_000, AnswerFault.STALL));
        try (SpeechEngine engine = engine(registry)) {
            SpeechStream stream = start(engine);
            stream.response().toCompletableFuture().join();
            stream.cancel();
            stream.join();
        }
        assertThat(registry.get(DURATION)
                        .tag("parlando.outcome", "cancelled")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void exportsSeriesForPrometheus() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        service.answer(
                SpeechAnswer.refusal(ServiceRefusal.CONCURRENT_LIMIT),
                SpeechAnswer.tone(Duration.ofMillis(100)),
                SpeechAnswer.refusal(ServiceRefusal.INVALID_API_KEY));
        SpeechMetrics metrics = new SpeechMetrics(new MicrometerRecorder(prometheus));
        try (SpeechEngine engine = service.engineBuilder().listener(metrics).build()) {
            new EngineMeters(engine).bindTo(prometheus);
            start(engine).join();
            assertThatThrownBy(start(engine)::join).isInstanceOf(AuthenticationException.class);
            engine.account()
                    .subscription()
                    .thenAccept(metrics::onSubscription)
                    .toCompletableFuture()
                    .join();
        }

        String labels = "gen_ai_operation_name=\"generate_content\",gen_ai_output_type=\"speech\","
                + "gen_ai_provider_name=\"elevenlabs\",gen_ai_request_model=\"eleven_flash_v2_5\"";
        assertThat(prometheus.scrape())
                .contains("gen_ai_client_operation_duration_seconds_count{error_type=\"none\"," + labels
                        + ",parlando_outcome=\"completed\"} 1")
                .contains("gen_ai_client_operation_duration_seconds_count{error_type=\"401\"," + labels
                        + ",parlando_outcome=\"failed\"} 1")
                .contains("gen_ai_client_operation_time_to_first_chunk_seconds_bucket{" + labels + ",le=\"81.92\"} 1")
                .contains("parlando_refusals_total{parlando_reason=\"concurrent_limit_exceeded\"} 1.0")
                .contains("parlando_refusals_total{parlando_reason=\"rate_limit_exceeded\"} 0.0")
                .contains("parlando_saturation_alerts_total{parlando_reason=\"others\"} 0.0")
                .contains("parlando_credits_alerts_total{parlando_reason=\"idle_key_active\"} 0.0")
                .contains("parlando_concurrency_current{parlando_model_group=")
                .contains("parlando_concurrency_max{parlando_model_group=")
                .contains("parlando_concurrency_queued{parlando_model_group=")
                .contains("parlando_received_bytes_total{")
                .contains("parlando_ring_use_ratio 0.0")
                .contains("parlando_events_dropped_total 0.0")
                .contains("parlando_credits_remaining ")
                .doesNotContain("Good morning")
                .doesNotContain(service.apiKey());
    }

    @Test
    void measuresPlayer() {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(300)));
        MicrometerRecorder recorder = new MicrometerRecorder(registry);
        try (SpeechEngine engine = service.engineBuilder().build();
                SpeechPlayer player = SpeechPlayer.builder(engine)
                        .sink(RecordingSink.selfRunning(100))
                        .open()) {
            player.addListener(new PlaybackMetrics(recorder));
            player.say("Good morning.").join();
        }
        assertThat(timer("parlando.first_audible").count()).isEqualTo(1);
        assertThat(registry.get("parlando.playbacks")
                        .tag("parlando.outcome", "ended")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("parlando.underruns").counter().count()).isZero();
    }

    @Test
    void readsAndRemovesGaugesOfEngine() {
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(10)).failingAfter(1_000, AnswerFault.STALL));
        try (SpeechEngine engine = service.engineBuilder().build()) {
            EngineMeters meters = new EngineMeters(engine, Tags.of("engine", "first"));
            meters.bindTo(registry);
            assertThat(gauge("parlando.streams")).isZero();
            SpeechStream stream = start(engine);
            stream.response().toCompletableFuture().join();
            assertThat(gauge("parlando.streams")).isEqualTo(1);
            assertThat(registry.get("parlando.connections")
                            .tags("parlando.protocol", "h2c", "parlando.state", "in_use")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            stream.cancel();
            stream.join();
            meters.close();
            assertThat(registry.getMeters()).isEmpty();
            meters.close();
        }
    }

    private double gauge(String name) {
        return registry.get(name).tag("engine", "first").gauge().value();
    }

    @Test
    void readsClosedEngine() {
        SpeechEngine engine = service.engineBuilder().build();
        new EngineMeters(engine, Tags.of("engine", "first")).bindTo(registry);
        engine.close();
        assertThat(gauge("parlando.streams")).isZero();
    }

    @Test
    void registersGaugesOfModelGroupWithItsFirstPermit() throws Exception {
        service.answerAlways(SpeechAnswer.tone(Duration.ofMillis(50)));
        try (SpeechEngine engine = service.engineBuilder().build()) {
            new EngineMeters(engine).bindTo(registry);
            assertThat(registry.find("parlando.concurrency.max")
                            .tag("parlando.model_group", "other")
                            .gauge())
                    .isNull();
            start(engine).join();
            assertThat(engine.models().toCompletableFuture().join()).isNotEmpty();
            start(engine).join();
        }
        // One group for speech and one for other calls; each metric of a group has one meter.
        for (String name : List.of("current", "max", "queued", "others")) {
            assertThat(registry.get("parlando.concurrency." + name).meters())
                    .extracting(meter -> meter.getId().getTag("parlando.model_group"))
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void publishesPercentileHistogramByOption() {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(100)));
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MicrometerRecorder recorder = new MicrometerRecorder(prometheus, Tags.of("engine", "first"), true);
        try (SpeechEngine engine =
                service.engineBuilder().listener(new SpeechMetrics(recorder)).build()) {
            start(engine).join();
        }
        long buckets = prometheus
                .scrape()
                .lines()
                .filter(line -> line.startsWith("parlando_queue_seconds_bucket"))
                .peek(line -> assertThat(line).contains("engine=\"first\""))
                .count();
        assertThat(buckets).isGreaterThan(40);
    }

    /** A failing registry has no effect on speech. */
    @Test
    void speaksWithFailingRegistry() {
        service.answerAlways(SpeechAnswer.tone(Duration.ofMillis(50)));
        AtomicBoolean failing = new AtomicBoolean();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (failing.get()) {
                    throw new IllegalStateException("full");
                }
                return id;
            }
        });
        try (SpeechEngine engine = engine(registry)) {
            failing.set(true);
            assertThat(start(engine).join().bytes()).isPositive();
            registry.close();
            assertThat(start(engine).join().bytes()).isPositive();
            failing.set(false);
            assertThat(start(engine).join().bytes()).isPositive();
        }
    }
}
