/**
 * Destinations of decoded samples: sound devices, files, pull sinks for other mixers, and sinks with a virtual clock.
 *
 * <pre>{@code
 * AudioSink sink = new WavFileSink(Path.of("announcement.wav"));
 * try (SpeechPlayer player = SpeechPlayer.builder(engine).sink(sink).open()) {
 *     player.say("The train to the airport leaves from platform four.").join();
 * }
 * for (AudioDevice device : AudioDevices.outputs()) {
 *     System.out.println(device.name() + (device.isDefault() ? " (default)" : ""));
 * }
 * }</pre>
 *
 * <p>The player closes its sink and calls it on its own thread. A sink that fails throws a
 * {@link dev.parlando.error.PlaybackException}. It fails the utterance, unless a lost device returns in time.
 * {@link PullSink} serves applications with a mixer of their own.
 */
@NullMarked
package dev.parlando.audio.sink;

import org.jspecify.annotations.NullMarked;
