package dev.parlando.metrics;

import java.util.Map;

/**
 * Receives measurements and passes them to a library of metrics. Implemented by adapters.
 *
 * <p>Threading: called on the threads of the listeners, which may differ from each other, so that an implementation is
 * safe for use from any thread. It may block. An exception has no effect on speech; the caller of a listener logs the first.
 */
public interface MetricRecorder {
    /** Records a duration of a {@link Metric.Kind#HISTOGRAM}. */
    void record(Metric metric, double seconds, Map<String, String> attributes);

    /** Adds to a {@link Metric.Kind#COUNTER}. The amount 0 creates a series, so that its first increase is visible. */
    void add(Metric metric, long amount, Map<String, String> attributes);

    /** Sets the value of a {@link Metric.Kind#GAUGE}. */
    void set(Metric metric, double value, Map<String, String> attributes);
}
