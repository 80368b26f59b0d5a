package dev.parlando.offline.calls;

import dev.parlando.offline.limits.EventLoopClock;
import dev.parlando.offline.synthesis.SynthesisPool;

/**
 * Holds what all {@link SpeechJob}s share.
 *
 * @param formats the formats there are
 * @param pool who synthesises
 * @param time of the event loop
 * @param pace how many times as fast as its sound an answer is sent; 0 for as fast as it is made
 */
public record SpeechContext(OfflineFormats formats, SynthesisPool pool, EventLoopClock time, double pace) {}
