package dev.parlando.opentelemetry;

import dev.parlando.metrics.Metric;
import dev.parlando.metrics.MetricRecorder;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Records the measurements of {@link dev.parlando.metrics.SpeechMetrics} and of players with OpenTelemetry: histograms,
 * counters and gauges with the names of {@link Metric}. The buckets {@link Metric#BUCKETS} are an advice, which a view of
 * the application replaces.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class OpenTelemetryRecorder implements MetricRecorder {
    /** Name of the instrumentation scope of all metrics and spans. */
    static final String SCOPE = "dev.parlando";

    private final Attributes attributes;
    private final Map<Metric, DoubleHistogram> histograms = new EnumMap<>(Metric.class);
    private final Map<Metric, LongCounter> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, DoubleGauge> gauges = new EnumMap<>(Metric.class);

    /** Creates a recorder without attributes of its own. */
    public OpenTelemetryRecorder(OpenTelemetry openTelemetry) {
        this(openTelemetry, Attributes.empty());
    }

    /**
     * Creates a recorder.
     *
     * @param attributes attributes of all metrics, such as the name of the engine if there are several
     */
    public OpenTelemetryRecorder(OpenTelemetry openTelemetry, Attributes attributes) {
        this.attributes = Objects.requireNonNull(attributes, "attributes");
        Meter meter = openTelemetry.getMeter(SCOPE);
        for (Metric metric : Metric.values()) {
            create(metric, meter);
        }
    }

    private void create(Metric metric, Meter meter) {
        switch (metric.kind()) {
            case HISTOGRAM ->
                histograms.put(
                        metric,
                        meter.histogramBuilder(metric.metricName())
                                .setUnit(metric.unit())
                                .setDescription(metric.description())
                                .setExplicitBucketBoundariesAdvice(Metric.BUCKETS)
                                .build());
            case COUNTER ->
                counters.put(
                        metric,
                        meter.counterBuilder(metric.metricName())
                                .setUnit(metric.unit())
                                .setDescription(metric.description())
                                .build());
            case GAUGE ->
                gauges.put(
                        metric,
                        meter.gaugeBuilder(metric.metricName())
                                .setUnit(metric.unit())
                                .setDescription(metric.description())
                                .build());
            case READ_GAUGE, READ_COUNTER -> {} // See EngineGauges.
        }
    }

    @Override
    public void record(Metric metric, double seconds, Map<String, String> values) {
        instrument(histograms, metric).record(seconds, with(attributes, values));
    }

    @Override
    public void add(Metric metric, long amount, Map<String, String> values) {
        instrument(counters, metric).add(amount, with(attributes, values));
    }

    @Override
    public void set(Metric metric, double value, Map<String, String> values) {
        instrument(gauges, metric).set(value, with(attributes, values));
    }

    private static <I> I instrument(Map<Metric, I> instruments, Metric metric) {
        I instrument = instruments.get(metric);
        if (instrument == null) {
            throw new IllegalArgumentException(metric + " is a metric of another kind, " + metric.kind());
        }
        return instrument;
    }

    /** Returns attributes with further values. */
    static Attributes with(Attributes attributes, Map<String, String> values) {
        AttributesBuilder builder = attributes.toBuilder();
        values.forEach(builder::put);
        return builder.build();
    }
}
