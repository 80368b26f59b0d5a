/**
 * Decoders that convert encoded audio into samples as its bytes arrive, independently of how the bytes are split.
 *
 * <pre>{@code
 * AudioDecoder decoder = AudioDecoders.forFormat(request.outputFormat());
 * short[] pcm = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
 * ByteBuffer encoded = ByteBuffer.wrap(engine.collect(request).audio());
 * int samples;
 * long total = 0;
 * while ((samples = decoder.decode(encoded, pcm)) > 0) {
 *     total += samples;
 * }
 * while ((samples = decoder.finish(pcm)) > 0) {
 *     total += samples;
 * }
 * }</pre>
 *
 * <p>A decoder is confined to one thread and belongs to one stream. {@link AudioDecoder#decode} never throws on damaged
 * input, but {@link AudioDecoder#finish} throws a {@link dev.parlando.error.DecodeException} if the stream had no audio
 * of its format. The player decodes by itself.
 */
@NullMarked
package dev.parlando.audio.decode;

import org.jspecify.annotations.NullMarked;
