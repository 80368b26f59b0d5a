package dev.parlando.audio.internal.decode;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.resample.FormatConverter;
import dev.parlando.speech.OutputFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A decoder that converts all blocks of a stream to the format of the first block.
 *
 * <p>Concatenated streams can differ in sample rate and channels, but a sink plays one format without a gap. Confined to
 * one thread at a time. Cost: no allocation, except after a change of the format.
 */
public final class UniformFormatDecoder implements AudioDecoder {
    private final AudioDecoder decoder;
    private @Nullable PcmFormat format;
    /** The format of the block decoded last. */
    private @Nullable PcmFormat blockFormat;
    /** Converts from {@link #blockFormat}; null if that is the format of the first block. */
    private @Nullable FormatConverter converter;
    /** Receives one converted block. */
    private short[] scratch = {};
    /** Converted samples, which remain to be returned from index {@code start} to {@code end}. */
    private short[] converted = {};

    private int start;
    private int end;

    private UniformFormatDecoder(AudioDecoder decoder) {
        this.decoder = decoder;
    }

    /** Returns a new decoder for one stream, as {@link AudioDecoders#forFormat} does. */
    public static AudioDecoder forFormat(OutputFormat format) {
        return new UniformFormatDecoder(AudioDecoders.forFormat(format));
    }

    @Override
    public PcmFormat format() {
        return format == null ? decoder.format() : format;
    }

    @Override
    public int leadInAudioFrames() {
        return decoder.leadInAudioFrames();
    }

    @Override
    public int decode(ByteBuffer encoded, short[] pcm) {
        int samples = readConverted(pcm);
        while (samples == 0) {
            int decoded = decoder.decode(encoded, pcm);
            if (decoded == 0) {
                return 0;
            }
            samples = convert(pcm, decoded);
        }
        return samples;
    }

    @Override
    public int finish(short[] pcm) {
        int samples = readConverted(pcm);
        while (samples == 0) {
            int decoded = decoder.finish(pcm);
            if (decoded == 0) {
                endConversion();
                return readConverted(pcm);
            }
            samples = convert(pcm, decoded);
        }
        return samples;
    }

    /** Converts a block in place, as far as it fits. Returns the number of samples that are ready. */
    private int convert(short[] pcm, int samples) {
        PcmFormat next = decoder.format();
        if (!next.equals(blockFormat)) {
            endConversion();
            beginConversion(next);
        }
        FormatConverter current = converter;
        if (current != null) {
            append(scratch, current.convert(pcm, samples, scratch));
        } else if (start == end) {
            return samples;
        } else {
            append(pcm, samples); // The converted samples of the previous format come first.
        }
        return readConverted(pcm);
    }

    private void beginConversion(PcmFormat next) {
        blockFormat = next;
        if (format == null) {
            format = next;
        }
        if (!next.equals(format)) {
            FormatConverter created = new FormatConverter(next, format);
            scratch = new short[created.maxOutputSamples(MAX_BLOCK_SAMPLES)];
            converter = created;
        }
    }

    /** Appends the samples that the converter still holds. */
    private void endConversion() {
        FormatConverter current = converter;
        if (current != null) {
            converter = null;
            short[] tail = new short[current.maxOutputSamples(0)];
            append(tail, current.finish(tail));
        }
    }

    private void append(short[] samples, int count) {
        if (end + count > converted.length) {
            converted = Arrays.copyOf(converted, end + count);
        }
        System.arraycopy(samples, 0, converted, end, count);
        end += count;
    }

    private int readConverted(short[] pcm) {
        int count = Math.min(MAX_BLOCK_SAMPLES, end - start);
        System.arraycopy(converted, start, pcm, 0, count);
        start += count;
        if (start == end) {
            start = 0;
            end = 0;
        }
        return count;
    }
}
