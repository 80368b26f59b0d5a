/**
 * Sample rate and channel conversion of speech without audible loss.
 *
 * <pre>{@code
 * FormatConverter converter = new FormatConverter(new PcmFormat(24_000, 1), new PcmFormat(48_000, 2));
 * short[] input = new short[480]; // 20 ms
 * short[] output = new short[converter.maxOutputSamples(input.length)];
 * int samples = converter.convert(input, input.length, output); // once for each block
 * short[] tail = new short[converter.maxOutputSamples(0)];
 * int tailSamples = converter.finish(tail); // once, after the last block
 * }</pre>
 *
 * <p>A converter is confined to one thread and belongs to one stream. A {@link FilterCache} shares filters between
 * streams. The player converts by itself if the sink requires another format.
 */
@NullMarked
package dev.parlando.audio.resample;

import org.jspecify.annotations.NullMarked;
