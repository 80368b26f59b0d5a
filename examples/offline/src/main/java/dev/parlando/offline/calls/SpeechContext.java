package dev.parlando.offline.calls;

import dev.parlando.offline.limits.EventLoopClock;
import dev.parlando.offline.synthesis.SynthesisWorkers;

/**
 * The resources shared by all {@link SpeechJob}s.
 *
 * @param formats the available formats
 * @param pool the synthesis workers
 * @param time clock and timer of the event loop
 * @param pace the rate at which responses are sent, as a multiple of real time; 0 for as fast as the audio is generated
 * @param latencyHeader whether streamed responses report the latency of the server, as files do
 */
public record SpeechContext(
        OfflineFormats formats, SynthesisWorkers pool, EventLoopClock time, double pace, boolean latencyHeader) {}
