package dev.parlando.micrometer;

import dev.parlando.metrics.Metric;
import dev.parlando.metrics.MetricAttributes;
import dev.parlando.metrics.MetricRecorder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Records the measurements of {@link dev.parlando.metrics.SpeechMetrics} and of players with Micrometer: timers, counters
 * and gauges with the names of {@link Metric}.
 *
 * <p>A timer has the buckets {@link Metric#BUCKETS}, or those of Micrometer's percentile histogram. The duration of an
 * operation without an error has the tag {@code error.type} with the value {@code none}, because Prometheus requires the
 * same tags for all series of a name.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class MicrometerRecorder implements MetricRecorder {
    private static final String NO_ERROR = "none";
    private static final Duration[] BUCKETS =
            Metric.BUCKETS.stream().map(MicrometerRecorder::duration).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Tags tags;
    private final boolean percentileHistogram;
    private final Map<GaugeId, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

    private record GaugeId(Metric metric, Tags tags) {}

    /** Creates a recorder without tags of its own. */
    public MicrometerRecorder(MeterRegistry registry) {
        this(registry, Tags.empty(), false);
    }

    /**
     * Creates a recorder.
     *
     * @param tags tags of all meters, such as the name of the engine if there are several in one registry
     * @param percentileHistogram whether timers have the buckets of Micrometer's percentile histogram, about 70 each,
     *     instead of the 14 of {@link Metric#BUCKETS}
     */
    public MicrometerRecorder(MeterRegistry registry, Tags tags, boolean percentileHistogram) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.tags = Objects.requireNonNull(tags, "tags");
        this.percentileHistogram = percentileHistogram;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    @Override
    public void record(Metric metric, double seconds, Map<String, String> attributes) {
        Timer.Builder timer = Timer.builder(metric.metricName())
                .description(metric.description())
                .tags(tagsOf(metric, attributes));
        if (percentileHistogram) {
            timer.publishPercentileHistogram();
        } else {
            timer.serviceLevelObjectives(BUCKETS);
        }
        timer.register(registry).record(duration(seconds));
    }

    @Override
    public void add(Metric metric, long amount, Map<String, String> attributes) {
        Counter.builder(metric.metricName())
                .description(metric.description())
                .baseUnit(MeterNames.unitOf(metric))
                .tags(tagsOf(metric, attributes))
                .register(registry)
                .increment((double) amount);
    }

    @Override
    public void set(Metric metric, double value, Map<String, String> attributes) {
        GaugeId id = new GaugeId(metric, tagsOf(metric, attributes));
        gauges.computeIfAbsent(id, any -> register(id, value)).set(value);
    }

    private AtomicReference<Double> register(GaugeId id, double value) {
        AtomicReference<Double> holder = new AtomicReference<>(value);
        Gauge.builder(id.metric().metricName(), holder, AtomicReference::get)
                .description(id.metric().description())
                .baseUnit(MeterNames.unitOf(id.metric()))
                .tags(id.tags())
                .register(registry);
        return holder;
    }

    private Tags tagsOf(Metric metric, Map<String, String> attributes) {
        Tags all = MeterNames.tagsOf(tags, attributes);
        return metric == Metric.OPERATION_DURATION && !attributes.containsKey(MetricAttributes.ERROR_TYPE)
                ? all.and(MetricAttributes.ERROR_TYPE, NO_ERROR)
                : all;
    }
}
