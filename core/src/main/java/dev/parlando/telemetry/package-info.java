/** Measured times of an utterance and of its attempts. */
@NullMarked
package dev.parlando.telemetry;

import org.jspecify.annotations.NullMarked;
