/**
 * Speech requests, audio formats, and the streams that deliver encoded audio.
 *
 * <p>A {@link dev.parlando.speech.SpeechRequest} holds the text, the voice and the format of one utterance. A
 * {@link dev.parlando.speech.SpeechSource}, usually the engine, sends it and delivers the audio to a
 * {@link dev.parlando.speech.ChunkHandler}. {@link dev.parlando.speech.SpeechInputStream} offers the same audio to
 * blocking code, {@link dev.parlando.speech.SpeechPublisher} to reactive code, and
 * {@link dev.parlando.speech.CollectedSpeech} as one array.
 *
 * <pre>{@code
 * SpeechRequest request = SpeechRequest.builder("Your table is ready.")
 *         .outputFormat(OutputFormat.ULAW_8000)
 *         .voiceSettings(VoiceSettings.STORED.withSpeed(1.1))
 *         .build();
 * try (SpeechInputStream audio = engine.inputStream(request)) {
 *     audio.stream().completion().thenAccept(result -> System.out.println(result.bytes() + " bytes arrived"));
 *     byte[] ulaw = audio.readAllBytes();
 * }
 * }</pre>
 *
 * <p>A {@link dev.parlando.speech.SpeechStream} may be used from any thread; its stages complete on the callback
 * executor of the engine. A failed read throws an {@code IOException} whose cause is the {@link dev.parlando.error.ParlandoException}.
 */
@NullMarked
package dev.parlando.speech;

import org.jspecify.annotations.NullMarked;
