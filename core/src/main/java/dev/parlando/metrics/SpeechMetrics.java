package dev.parlando.metrics;

import dev.parlando.account.Subscription;
import dev.parlando.credits.CreditAlert;
import dev.parlando.credits.CreditListener;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.SaturationAlert;
import dev.parlando.telemetry.AttemptEnded;
import dev.parlando.telemetry.ConnectionFailed;
import dev.parlando.telemetry.ConnectionOpened;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.FirstByte;
import dev.parlando.telemetry.RetryPlanned;
import dev.parlando.telemetry.StreamEnded;
import dev.parlando.telemetry.StreamInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures the streams of an engine, the saturation of its account and its credits.
 *
 * <p>One object serves as listener of the engine, of its governor and of a credit meter; each may be left out. Alerts and
 * refusals start with the value 0, so that an alarm detects the first.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class SpeechMetrics implements EngineListener, GovernorListener, CreditListener {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<String> REFUSALS =
            List.of("rate_limit_exceeded", "concurrent_limit_exceeded", "system_busy");

    private final MetricRecorder recorder;
    private final ModelNames models = new ModelNames();

    /** Creates metrics for a recorder. */
    public SpeechMetrics(MetricRecorder recorder) {
        this.recorder = Objects.requireNonNull(recorder, "recorder");
        recorder.add(Metric.CONNECT_FAILURES, 0, Map.of());
        recorder.add(Metric.RETRIES, 0, Map.of());
        REFUSALS.forEach(reason -> addRefusals(0, reason));
        addRefusals(0, MetricAttributes.OTHER);
        for (SaturationAlert.Cause cause : SaturationAlert.Cause.values()) {
            addReason(Metric.SATURATION_ALERTS, 0, MetricAttributes.valueOf(cause));
        }
        for (CreditAlert.Kind kind : CreditAlert.Kind.values()) {
            addReason(Metric.CREDIT_ALERTS, 0, MetricAttributes.valueOf(kind));
        }
    }

    @Override
    public void onConnectionOpened(ConnectionOpened event) {
        long nanos = event.nameLookupNanos() + event.tcpNanos() + event.tlsNanos();
        Map<String, String> attributes =
                Map.of(MetricAttributes.PROTOCOL, event.connection().protocol());
        recorder.record(Metric.CONNECT, nanos / NANOS_PER_SECOND, attributes);
    }

    @Override
    public void onConnectionFailed(ConnectionFailed event) {
        recorder.add(Metric.CONNECT_FAILURES, 1, Map.of());
    }

    @Override
    public void onAttemptEnded(AttemptEnded event) {
        ParlandoException failure = event.attempt().failure();
        if (failure == null) {
            models.onAccepted(event.stream().modelId());
        } else {
            countRefusal(failure);
        }
        double seconds = event.attempt().waitedNanos() / NANOS_PER_SECOND;
        recorder.record(Metric.QUEUE, seconds, modelOf(event.stream()));
    }

    private void countRefusal(ParlandoException failure) {
        ServiceError refusal = MetricAttributes.refusalOf(failure);
        if (refusal != null && refusal.httpStatus() == TOO_MANY_REQUESTS) {
            addRefusals(
                    1, REFUSALS.stream().filter(refusal::hasReason).findFirst().orElse(MetricAttributes.OTHER));
        }
    }

    private void addRefusals(long count, String reason) {
        addReason(Metric.REFUSALS, count, reason);
    }

    private void addReason(Metric metric, long count, String reason) {
        recorder.add(metric, count, Map.of(MetricAttributes.REASON, reason));
    }

    @Override
    public void onRetryPlanned(RetryPlanned event) {
        recorder.add(Metric.RETRIES, 1, Map.of());
    }

    @Override
    public void onFirstByte(FirstByte event) {
        Map<String, String> attributes = operation(event.stream());
        recorder.record(Metric.TIME_TO_FIRST_CHUNK, event.nanos() / NANOS_PER_SECOND, attributes);
    }

    @Override
    public void onStreamEnded(StreamEnded event) {
        Map<String, String> attributes = operation(event.stream());
        event.nanosPerChunk()
                .ifPresent(
                        nanos -> recorder.record(Metric.TIME_PER_OUTPUT_CHUNK, nanos / NANOS_PER_SECOND, attributes));
        event.firstByteNanos()
                .ifPresent(
                        nanos -> recorder.record(Metric.FIRST_BYTE, nanos / NANOS_PER_SECOND, modelOf(event.stream())));
        recorder.add(Metric.RECEIVED, event.bytes(), modelOf(event.stream()));
        Integer credits = event.characterCost();
        if (credits != null && credits > 0) {
            recorder.add(Metric.CREDITS_USED, credits, modelOf(event.stream()));
        }
        recorder.record(
                Metric.OPERATION_DURATION, event.durationNanos() / NANOS_PER_SECOND, withEnd(attributes, event));
    }

    private Map<String, String> modelOf(StreamInfo stream) {
        return Map.of(MetricAttributes.MODEL, models.nameOf(stream.modelId()));
    }

    private Map<String, String> operation(StreamInfo stream) {
        Map<String, String> attributes = new HashMap<>(MetricAttributes.OPERATION);
        attributes.putAll(modelOf(stream));
        return attributes;
    }

    private static Map<String, String> withEnd(Map<String, String> operation, StreamEnded event) {
        Map<String, String> attributes = new HashMap<>(operation);
        attributes.put(MetricAttributes.OUTCOME, MetricAttributes.valueOf(event.outcome()));
        ParlandoException failure = event.failure();
        if (failure != null) {
            attributes.put(MetricAttributes.ERROR_TYPE, MetricAttributes.errorType(failure));
        }
        return attributes;
    }

    @Override
    public void onSaturated(SaturationAlert alert) {
        addReason(Metric.SATURATION_ALERTS, 1, MetricAttributes.valueOf(alert.cause()));
    }

    @Override
    public void onAlert(CreditAlert alert) {
        addReason(Metric.CREDIT_ALERTS, 1, MetricAttributes.valueOf(alert.kind()));
    }

    /**
     * Sets the credits of the billing period. The caller requests the {@linkplain dev.parlando.account.Account
     * subscription} from time to time, since no stream reports it.
     */
    public void onSubscription(Subscription subscription) {
        Long limit = subscription.characterLimit();
        Long used = subscription.characterCount();
        if (limit != null) {
            recorder.set(Metric.CREDITS_LIMIT, limit, Map.of());
        }
        if (limit != null && used != null) {
            recorder.set(Metric.CREDITS_REMAINING, (double) limit - used, Map.of());
        }
    }
}
