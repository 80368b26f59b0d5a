package dev.parlando.telemetry;

import dev.parlando.error.ParlandoException;
import org.jspecify.annotations.Nullable;

/**
 * Tells of one time that a request was sent, or was about to be. Immutable.
 *
 * @param number counts from 1
 * @param startNanos when it began, in nanoseconds since the call
 * @param endNanos when it failed or the service accepted it, in nanoseconds since the call
 * @param failure what it failed with; null if the service accepted the request
 */
public record Attempt(int number, long startNanos, long endNanos, @Nullable ParlandoException failure) {}
