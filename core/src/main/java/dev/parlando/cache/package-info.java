/**
 * A cache of speech in front of an engine, in memory and on disk.
 *
 * <pre>{@code
 * CacheSettings settings = CacheSettings.DEFAULT.withDirectory(Path.of("speech-cache"));
 * try (SpeechEngine engine = SpeechEngine.create();
 *         CachedSpeech speech = CachedSpeech.over(engine, settings)) {
 *     SpeechRequest line = SpeechRequest.of("The gate is open.");
 *     speech.stream(line, chunk -> ChunkAction.CONTINUE).join(); // One request of the engine.
 *     speech.stream(line, chunk -> ChunkAction.CONTINUE).join(); // None.
 *     System.out.println(speech.statistics());
 * }
 * }</pre>
 */
@NullMarked
package dev.parlando.cache;

import org.jspecify.annotations.NullMarked;
