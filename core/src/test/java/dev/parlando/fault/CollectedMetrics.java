package dev.parlando.fault;

import dev.parlando.metrics.Metric;
import dev.parlando.metrics.MetricReading;
import dev.parlando.metrics.MetricRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Recorder that keeps all measurements in memory. Threading: thread safe. */
public final class CollectedMetrics implements MetricRecorder {
    private final List<MetricReading> readings = new ArrayList<>();

    /** Creates a recorder without measurements. */
    public CollectedMetrics() {}

    @Override
    public void record(Metric metric, double seconds, Map<String, String> attributes) {
        add(metric, Metric.Kind.HISTOGRAM, seconds, attributes);
    }

    @Override
    public void add(Metric metric, long amount, Map<String, String> attributes) {
        add(metric, Metric.Kind.COUNTER, (double) amount, attributes);
    }

    @Override
    public void set(Metric metric, double value, Map<String, String> attributes) {
        add(metric, Metric.Kind.GAUGE, value, attributes);
    }

    private synchronized void add(Metric metric, Metric.Kind kind, double value, Map<String, String> attributes) {
        if (metric.kind() != kind) {
            throw new AssertionError(metric + " is of the kind " + metric.kind() + ", not " + kind);
        }
        readings.add(new MetricReading(metric, attributes, value));
    }

    /** Returns the measurements of a metric in their order. */
    public synchronized List<MetricReading> of(Metric metric) {
        return readings.stream().filter(each -> each.metric() == metric).toList();
    }

    /** Returns the values of a metric whose attributes have a value among them. */
    public double[] values(Metric metric, String attributeValue) {
        return of(metric).stream()
                .filter(each -> each.attributes().containsValue(attributeValue))
                .mapToDouble(MetricReading::value)
                .toArray();
    }

    /** Returns the sum of a counter with a value among its attributes. */
    public double sum(Metric metric, String attributeValue) {
        return DoubleStream.of(values(metric, attributeValue)).sum();
    }
}
