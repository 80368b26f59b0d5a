package dev.parlando.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.parlando.account.Subscription;
import dev.parlando.credits.CreditAlert;
import dev.parlando.credits.CreditSource;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.fault.CollectedMetrics;
import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.SaturationAlert;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.telemetry.AttemptEnded;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.ConnectionInfo;
import dev.parlando.telemetry.ConnectionOpened;
import dev.parlando.telemetry.FirstByte;
import dev.parlando.telemetry.RetryPlanned;
import dev.parlando.telemetry.StreamEnded;
import dev.parlando.telemetry.StreamEnded.Outcome;
import dev.parlando.telemetry.StreamInfo;
import dev.parlando.telemetry.TimelineEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpeechMetricsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final StreamInfo STREAM = new StreamInfo(1, "model1", "voice1", "pcm_24000");
    private static final LimitSnapshot LIMIT =
            new LimitSnapshot("account", "fast", 4, 3, 2, 0, 5, 4, null, 1.5, 0, LimitReason.MAXIMUM);

    private final CollectedMetrics collected = new CollectedMetrics();
    private final SpeechMetrics metrics = new SpeechMetrics(collected);

    private static AttemptEnded attempt(@Nullable ParlandoException failure, long waitedNanos) {
        return new AttemptEnded(STREAM, new AttemptRecord(1, null, 0, waitedNanos, SECOND, failure, LIMIT, null));
    }

    private static StreamEnded ended(Outcome outcome, @Nullable ParlandoException failure, @Nullable Long chunks) {
        TimelineRecorder timeline = new TimelineRecorder(() -> 0);
        timeline.mark(TimelineEvent.PERMIT, 2 * SECOND);
        timeline.mark(TimelineEvent.FIRST_BYTE, 3 * SECOND);
        timeline.mark(TimelineEvent.LAST_BYTE, 7 * SECOND);
        return new StreamEnded(STREAM, timeline, 8 * SECOND, outcome, failure, 500, chunks, "h2", null, 12);
    }

    private static CapacityException refused(String code) {
        return new CapacityException("refused", new ServiceError(429, null, code, null, null, null, null, null));
    }

    @Test
    void measuresCompletedStream() {
        metrics.onAttemptEnded(attempt(null, 2 * SECOND));
        metrics.onFirstByte(new FirstByte(STREAM, 3 * SECOND));
        metrics.onStreamEnded(ended(Outcome.COMPLETED, null, 5L));

        assertThat(collected.values(Metric.QUEUE, "model1")).containsExactly(2);
        assertThat(collected.values(Metric.TIME_TO_FIRST_CHUNK, "speech")).containsExactly(3);
        assertThat(collected.values(Metric.FIRST_BYTE, "model1")).containsExactly(1);
        assertThat(collected.values(Metric.TIME_PER_OUTPUT_CHUNK, "speech")).containsExactly(1);
        assertThat(collected.values(Metric.RECEIVED, "model1")).containsExactly(500);
        assertThat(collected.values(Metric.CREDITS_USED, "model1")).containsExactly(12);
        assertThat(collected.of(Metric.OPERATION_DURATION))
                .singleElement()
                .satisfies(reading -> assertThat(reading.value()).isEqualTo(8))
                .satisfies(reading -> assertThat(reading.attributes())
                        .containsOnly(
                                entry("gen_ai.operation.name", "generate_content"),
                                entry("gen_ai.output.type", "speech"),
                                entry("gen_ai.provider.name", "elevenlabs"),
                                entry("gen_ai.request.model", "model1"),
                                entry("parlando.outcome", "completed")));
    }

    @Test
    void namesErrorOfFailedStream() {
        metrics.onStreamEnded(ended(Outcome.FAILED, refused("system_busy"), null));
        metrics.onStreamEnded(ended(
                Outcome.FAILED,
                new CapacityException("full", refused("system_busy"), LIMIT, Duration.ZERO, null),
                null));

        assertThat(collected.of(Metric.OPERATION_DURATION))
                .extracting(reading -> reading.attributes().get("error.type"))
                .containsExactly("429", "capacity");
        assertThat(collected.of(Metric.TIME_PER_OUTPUT_CHUNK)).isEmpty();
    }

    @Test
    void measuresNoChunkTimeOfOneChunk() {
        metrics.onStreamEnded(ended(Outcome.COMPLETED, null, 1L));
        assertThat(collected.of(Metric.TIME_PER_OUTPUT_CHUNK)).isEmpty();
    }

    @Test
    void countsRefusalsByReason() {
        metrics.onAttemptEnded(attempt(refused("system_busy"), 0));
        metrics.onAttemptEnded(attempt(refused("rate_limit_exceeded"), 0));
        metrics.onAttemptEnded(attempt(refused("a reason of another year"), 0));
        metrics.onAttemptEnded(
                attempt(new CapacityException("full", refused("system_busy"), LIMIT, Duration.ZERO, null), 0));
        metrics.onRetryPlanned(new RetryPlanned(STREAM, 1, 0));

        assertThat(collected.sum(Metric.REFUSALS, "system_busy")).isEqualTo(1);
        assertThat(collected.sum(Metric.REFUSALS, "rate_limit_exceeded")).isEqualTo(1);
        assertThat(collected.sum(Metric.REFUSALS, "other")).isEqualTo(1);
        assertThat(collected.of(Metric.RETRIES))
                .extracting(MetricReading::value)
                .containsExactly(0.0, 1.0);
    }

    @Test
    void startsAlertsWithZero() {
        assertThat(collected.values(Metric.SATURATION_ALERTS, "others")).containsExactly(0);
        assertThat(collected.values(Metric.CREDIT_ALERTS, "idle_key_active")).containsExactly(0);
        metrics.onSaturated(new SaturationAlert(SECOND, 1, 4, SaturationAlert.Cause.OTHERS, LIMIT));
        metrics.onAlert(new CreditAlert(
                CreditAlert.Kind.IDLE_KEY_ACTIVE,
                CreditSource.READ,
                "sk_fingerprint",
                Instant.EPOCH,
                9,
                0,
                Duration.ofHours(1)));
        assertThat(collected.values(Metric.SATURATION_ALERTS, "others")).containsExactly(0, 1);
        assertThat(collected.of(Metric.CREDIT_ALERTS).toString()).doesNotContain("sk_fingerprint");
        assertThat(collected.values(Metric.CREDIT_ALERTS, "idle_key_active")).containsExactly(0, 1);
    }

    @Test
    void namesOnlyModelsThatServiceHasAccepted() {
        metrics.onAttemptEnded(attempt(refused("system_busy"), 0));
        metrics.onAttemptEnded(attempt(null, 0));
        assertThat(collected.of(Metric.QUEUE))
                .extracting(reading -> reading.attributes().get("gen_ai.request.model"))
                .containsExactly("other", "model1");
    }

    @Test
    void boundsNumberOfModels() {
        ModelNames names = new ModelNames();
        names.onAccepted(null);
        for (int i = 0; i < ModelNames.MAX_NAMES; i++) {
            names.onAccepted("model" + i);
        }
        assertThat(names.nameOf(null)).isEqualTo("eleven_multilingual_v2");
        assertThat(names.nameOf("model0")).isEqualTo("model0");
        assertThat(names.nameOf("model" + (ModelNames.MAX_NAMES - 1))).isEqualTo("other");
    }

    @Test
    void measuresConnections() {
        ConnectionInfo connection = new ConnectionInfo(1, "localhost:1", "h2", "TLSv1.3");
        metrics.onConnectionOpened(new ConnectionOpened(connection, SECOND, SECOND, SECOND));
        assertThat(collected.values(Metric.CONNECT, "h2")).containsExactly(3);
    }

    @Test
    void setsCreditsOfSubscription() {
        metrics.onSubscription(subscription(40L, 100L));
        metrics.onSubscription(subscription(null, 200L));
        metrics.onSubscription(subscription(40L, null));
        assertThat(collected.of(Metric.CREDITS_REMAINING))
                .containsExactly(new MetricReading(Metric.CREDITS_REMAINING, Map.of(), 60));
        assertThat(collected.of(Metric.CREDITS_LIMIT))
                .extracting(MetricReading::value)
                .containsExactly(100.0, 200.0);
    }

    private static Subscription subscription(@Nullable Long used, @Nullable Long limit) {
        return new Subscription(null, null, used, limit, null, null, null, null, false, Map.of());
    }

    @Test
    void hasAscendingBucketsAndDistinctNames() {
        assertThat(Metric.BUCKETS).isSorted().doesNotHaveDuplicates().startsWith(0.01);
        assertThat(List.of(Metric.values())).extracting(Metric::metricName).doesNotHaveDuplicates();
    }
}
