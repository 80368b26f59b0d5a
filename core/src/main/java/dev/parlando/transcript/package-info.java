/**
 * The time at which each character and word of a text is spoken: alignments, words, captions.
 *
 * <p>The service sends {@link SpeechTiming} with the audio if the request asks for timestamps. {@link Transcript}
 * collects it as words, and {@link Captions} groups words into lines.
 *
 * <pre>{@code
 * Transcript transcript = Transcript.of(request.text(), request.modelId());
 * engine.stream(request.toBuilder().timestamps(true).build(), new ChunkHandler() {
 *     public void onTiming(SpeechTiming timing) {
 *         transcript.add(timing);
 *     }
 *     public ChunkAction onChunk(Chunk chunk) {
 *         return ChunkAction.CONTINUE;
 *     }
 * }).join();
 * transcript.complete();
 * String file = CaptionFormat.WEBVTT.write(Captions.of(transcript.words()));
 * }</pre>
 *
 * <p>One thread adds timing to a transcript; any thread may read it. The times are relative to the first sample after
 * the encoder padding.
 */
@NullMarked
package dev.parlando.transcript;

import org.jspecify.annotations.NullMarked;
