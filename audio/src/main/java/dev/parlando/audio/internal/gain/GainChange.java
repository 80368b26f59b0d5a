package dev.parlando.audio.internal.gain;

import java.time.Duration;

/** A change of gain that the user requested, with the duration of its fade. Immutable. */
public record GainChange(double gain, Duration duration) {}
