package dev.parlando.opentelemetry;

import dev.parlando.SpeechEngine;
import dev.parlando.metrics.EngineReadings;
import dev.parlando.metrics.Metric;
import dev.parlando.metrics.MetricReading;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Gauges and counters with the state of an engine: connections, permits, streams and rings. The engine is read once for
 * each collection of the metrics, until {@link #close()}.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class EngineGauges implements AutoCloseable {
    private final SpeechEngine engine;
    private final Attributes attributes;
    private final Map<Metric, ObservableDoubleMeasurement> instruments = new EnumMap<>(Metric.class);
    private final BatchCallback callback;

    /** Creates gauges without attributes of their own, and starts to report them. */
    public EngineGauges(OpenTelemetry openTelemetry, SpeechEngine engine) {
        this(openTelemetry, engine, Attributes.empty());
    }

    /**
     * Creates gauges, and starts to report them.
     *
     * @param attributes attributes of all gauges, such as the name of the engine if there are several
     */
    public EngineGauges(OpenTelemetry openTelemetry, SpeechEngine engine, Attributes attributes) {
        this.engine = Objects.requireNonNull(engine, "engine");
        this.attributes = Objects.requireNonNull(attributes, "attributes");
        Meter meter = openTelemetry.getMeter(OpenTelemetryRecorder.SCOPE);
        for (Metric metric : Metric.values()) {
            create(metric, meter);
        }
        ObservableMeasurement[] all = instruments.values().toArray(ObservableMeasurement[]::new);
        callback = meter.batchCallback(this::read, all[0], all);
    }

    private void create(Metric metric, Meter meter) {
        if (metric.kind() == Metric.Kind.READ_GAUGE) {
            instruments.put(
                    metric,
                    meter.gaugeBuilder(metric.metricName())
                            .setUnit(metric.unit())
                            .setDescription(metric.description())
                            .buildObserver());
        } else if (metric.kind() == Metric.Kind.READ_COUNTER) {
            instruments.put(
                    metric,
                    meter.counterBuilder(metric.metricName())
                            .ofDoubles()
                            .setUnit(metric.unit())
                            .setDescription(metric.description())
                            .buildObserver());
        }
    }

    private void read() {
        for (MetricReading reading : EngineReadings.of(engine.stats())) {
            Objects.requireNonNull(instruments.get(reading.metric()))
                    .record(reading.value(), OpenTelemetryRecorder.with(attributes, reading.attributes()));
        }
    }

    /** Stops the reports; the engine stays open. */
    @Override
    public void close() {
        callback.close();
    }
}
