/**
 * Entry point of Parlando: {@link SpeechEngine} streams speech from the ElevenLabs API, and {@link SpeechEngineBuilder}
 * configures it.
 *
 * <p>An engine owns its connections and threads. Create one for the whole application and close it when the application
 * ends.
 *
 * <pre>{@code
 * SpeechEngine engine = SpeechEngine.builder()
 *         .apiKey(ApiKey.of(System.getenv("SPEECH_KEY")))
 *         .defaultVoice("JBFqnCBsd6RMkjVDRZzb")
 *         .closeGrace(Duration.ofSeconds(5))
 *         .build();
 * engine.warmUp(); // opens the connection before the first request
 * }</pre>
 *
 * <p>An engine is safe for use from any thread, and only {@link SpeechEngine#close()} blocks. Continue with
 * {@link dev.parlando.speech.SpeechRequest}, and with {@link dev.parlando.error.ParlandoException} for errors.
 */
@NullMarked
package dev.parlando;

import org.jspecify.annotations.NullMarked;
