/**
 * The handle to one utterance of a player: state, position, words, result and listener.
 *
 * <pre>{@code
 * Playback playback = player.say(request.toBuilder().timestamps(true).build());
 * playback.hold(Duration.ofSeconds(2)); // the user may have started to speak
 * playback.resume(); // it was only a cough
 * playback.stop(); // a barge-in
 * PlaybackResult result = playback.join();
 * System.out.println("played " + result.audioMillis() + " ms: " + playback.playedText());
 * }</pre>
 *
 * <p>All methods are safe for use from any thread, and only {@link Playback#join()} blocks. It throws a
 * {@link dev.parlando.error.ParlandoException} if the utterance failed. {@link PlaybackListener} receives states and
 * words as events.
 */
@NullMarked
package dev.parlando.audio.playback;

import org.jspecify.annotations.NullMarked;
