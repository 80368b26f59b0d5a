package dev.parlando.metrics;

import java.util.Map;
import java.util.Objects;

/** Value of a metric with its attributes at one moment. Immutable. */
public record MetricReading(Metric metric, Map<String, String> attributes, double value) {
    public MetricReading {
        Objects.requireNonNull(metric, "metric");
        attributes = Map.copyOf(attributes);
    }
}
