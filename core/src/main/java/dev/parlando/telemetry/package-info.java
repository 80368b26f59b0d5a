/** Holds the measured moments of an utterance. */
@NullMarked
package dev.parlando.telemetry;

import org.jspecify.annotations.NullMarked;
