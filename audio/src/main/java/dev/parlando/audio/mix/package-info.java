/**
 * A mixer whose lanes are sinks, so that several players can share one line.
 *
 * <p>Each player gets a {@link MixerLane}, which has a gain of its own. A lane with {@link Ducking} attenuates the
 * other lanes while it plays.
 *
 * <pre>{@code
 * try (Mixer mixer = Mixer.builder().build()) {
 *     MixerLane lane = mixer.lane("radio", Ducking.of(-12));
 *     lane.gain(0.8);
 *     try (SpeechPlayer radio = SpeechPlayer.builder(engine).sink(lane).open()) {
 *         radio.say("All units, report.").join();
 *     }
 * }
 * }</pre>
 *
 * <p>All methods of {@link Mixer} are safe for use from any thread; mixing runs on {@code parlando-mix-n}. If the
 * device stays lost, the utterances on all lanes fail with a {@link dev.parlando.error.PlaybackException}.
 */
@NullMarked
package dev.parlando.audio.mix;

import org.jspecify.annotations.NullMarked;
