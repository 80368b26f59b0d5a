/**
 * Playback of speech as it arrives: the player and its builder, and speech as an {@code AudioInputStream}.
 *
 * <p>A {@link SpeechPlayer} takes its speech from an engine. It plays on the default sound device unless
 * {@link SpeechPlayerBuilder} selects another device or a sink.
 *
 * <pre>{@code
 * try (SpeechPlayer player = SpeechPlayer.builder(engine).device("USB").trimLeadingSilence().open()) {
 *     SpeechRequest request = SpeechRequest.builder("Next stop: central station.")
 *             .outputFormat(OutputFormat.MP3_44100_128)
 *             .model("eleven_flash_v2_5")
 *             .build();
 *     player.say(request).join();
 * }
 * }</pre>
 *
 * <p>One thread, {@code parlando-play-n}, owns the device. {@code join} throws a
 * {@link dev.parlando.error.ParlandoException} if the speech or the device failed. {@link SpeechAudio} serves code that
 * uses {@code javax.sound} itself.
 */
@NullMarked
package dev.parlando.audio;

import org.jspecify.annotations.NullMarked;
