/**
 * Names, units and values of the metrics of an engine, for a library of metrics.
 *
 * <p>A {@link MetricRecorder} records the measurements of {@link SpeechMetrics}, which listens to an engine, its governor
 * and a credit meter. {@link EngineReadings} reads the gauges of an engine.
 *
 * <pre>{@code
 * MetricRecorder recorder = new MetricRecorder() { // An adapter has one for its library.
 *     public void record(Metric metric, double seconds, Map<String, String> attributes) {
 *         System.out.println(metric.metricName() + attributes + " " + seconds);
 *     }
 *
 *     public void add(Metric metric, long amount, Map<String, String> attributes) {}
 *
 *     public void set(Metric metric, double value, Map<String, String> attributes) {}
 * };
 * SpeechMetrics metrics = new SpeechMetrics(recorder);
 * try (SpeechEngine engine = SpeechEngine.builder().listener(metrics).build()) {
 *     engine.governor().addListener(metrics);
 *     for (MetricReading reading : EngineReadings.of(engine.stats())) {
 *         System.out.println(reading.metric().metricName() + reading.attributes() + " " + reading.value());
 *     }
 * }
 * }</pre>
 *
 * <p>The names and attributes are those of OpenTelemetry's conventions for generative AI, as far as these define them. No
 * attribute contains a text, a key or a voice, and each has few values.
 */
@NullMarked
package dev.parlando.metrics;

import org.jspecify.annotations.NullMarked;
