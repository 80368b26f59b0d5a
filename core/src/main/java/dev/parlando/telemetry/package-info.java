/**
 * Measured times of an utterance and of its attempts.
 *
 * <p>A {@link Timeline} has the time of each {@link TimelineEvent} of an utterance, counted from the call. An
 * {@link AttemptRecord} describes one attempt to send the request.
 *
 * <pre>{@code
 * SpeechStream stream = engine.stream(request, chunk -> ChunkAction.CONTINUE);
 * stream.join();
 * System.out.println("first byte: " + stream.timeline().millis(TimelineEvent.FIRST_BYTE) + " ms");
 * for (AttemptRecord attempt : stream.timeline().attempts()) {
 *     System.out.println(attempt.number() + ": permit after " + attempt.waitedNanos() / 1_000_000 + " ms, "
 *             + (attempt.failure() == null ? "accepted" : attempt.failure().getMessage()));
 * }
 * }</pre>
 *
 * <p>Any thread may read a timeline, also while the utterance runs. The handle to a playback adds the times at which
 * the speech was decoded and played.
 */
@NullMarked
package dev.parlando.telemetry;

import org.jspecify.annotations.NullMarked;
