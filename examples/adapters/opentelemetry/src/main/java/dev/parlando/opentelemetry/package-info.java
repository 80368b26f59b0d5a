/**
 * Metrics and traces of engines, players and credits for OpenTelemetry.
 *
 * <p>{@link dev.parlando.opentelemetry.OpenTelemetryRecorder} records the measurements of the listeners of core and audio.
 * {@link dev.parlando.opentelemetry.EngineGauges} reads the gauges of an engine, and
 * {@link dev.parlando.opentelemetry.TracedSpeech} records a span for each stream.
 */
@NullMarked
package dev.parlando.opentelemetry;

import org.jspecify.annotations.NullMarked;
