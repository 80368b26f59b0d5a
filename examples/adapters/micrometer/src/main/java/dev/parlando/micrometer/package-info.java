/**
 * Meters of engines, players and credits for Micrometer.
 *
 * <p>{@link dev.parlando.micrometer.MicrometerRecorder} records the measurements of the listeners of core and audio, and
 * {@link dev.parlando.micrometer.EngineMeters} reads the gauges of an engine.
 */
@NullMarked
package dev.parlando.micrometer;

import org.jspecify.annotations.NullMarked;
