package dev.parlando.offline;

import dev.parlando.offline.load.ServiceLimits;
import org.jspecify.annotations.Nullable;

/**
 * The options of a server that need no resources.
 *
 * @param limits the limits at the start
 * @param pace the rate at which responses are sent, as a multiple of real time; 0 for as fast as possible
 * @param latencyHeader whether streamed responses have the header {@code tts-latency-ms}
 * @param clock the clock of delays and pace; null for that of the system
 * @param recording whether requests are kept
 */
record ServerOptions(
        ServiceLimits limits, double pace, boolean latencyHeader, @Nullable ManualClock clock, boolean recording) {}
