package dev.parlando.audio.resample;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.clock.FrameTime;
import java.util.Objects;

/**
 * A streaming converter of samples from one sample rate and channel count to another.
 *
 * <p>Mono becomes two equal channels, and stereo becomes the mean of its channels. Each remaining channel is resampled
 * by a {@link Resampler}. Any split of the same samples yields the same output. If the formats are equal, samples pass
 * unchanged.
 *
 * <p>Threading: confined to one thread at a time. Cost: no allocation after construction.
 */
public final class FormatConverter {
    private static final int BLOCK_AUDIO_FRAMES = 1024;

    private final PcmFormat from;
    private final PcmFormat to;
    private final Resampler[] resamplers;
    private final short[] inputBlock = new short[BLOCK_AUDIO_FRAMES];
    private final short[] outputBlock;

    /** Creates a converter for one stream with its own filters. */
    public FormatConverter(PcmFormat from, PcmFormat to) {
        this(from, to, new FilterCache());
    }

    /**
     * Creates a converter for one stream with shared filters.
     *
     * @throws dev.parlando.error.InvalidRequestException if there is no practicable filter between the rates
     */
    public FormatConverter(PcmFormat from, PcmFormat to, FilterCache filterCache) {
        this.from = from;
        this.to = to;
        resamplers = new Resampler[Math.min(from.channels(), to.channels())];
        for (int channel = 0; channel < resamplers.length; channel++) {
            resamplers[channel] = new Resampler(filterCache.between(from.sampleRateHz(), to.sampleRateHz()));
        }
        outputBlock = new short[resamplers[0].maxOutput(BLOCK_AUDIO_FRAMES)];
    }

    /** Returns whether samples pass unchanged. */
    public boolean isIdentity() {
        return from.equals(to);
    }

    /** Returns the required output length for {@code inputSamples} input samples, or for {@link #finish} if 0. */
    public int maxOutputSamples(int inputSamples) {
        return resamplers[0].maxOutput(inputSamples / from.channels()) * to.channels();
    }

    /** Returns the input audio frame that corresponds to an output audio frame. */
    public long sourceAudioFrames(long outAudioFrames) {
        return FrameTime.atRate(outAudioFrames, to.sampleRateHz(), from.sampleRateHz());
    }

    /**
     * Consumes whole audio frames and writes the output that becomes complete.
     *
     * @param input samples, interleaved by channel
     * @param samples the number of samples to consume, from index 0
     * @param output receives samples, interleaved by channel; {@link #maxOutputSamples} returns the required length
     * @return the number of samples written, which may be 0
     */
    public int convert(short[] input, int samples, short[] output) {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        if (isIdentity()) {
            System.arraycopy(input, 0, output, 0, samples);
            return samples;
        }
        int audioFrames = samples / from.channels();
        int produced = 0;
        for (int start = 0; start < audioFrames; start += BLOCK_AUDIO_FRAMES) {
            produced += convertBlock(input, start, Math.min(BLOCK_AUDIO_FRAMES, audioFrames - start), output, produced);
        }
        return produced;
    }

    /**
     * Writes the remaining output at the end of the stream. The object must not be used afterwards.
     *
     * @param output as for {@link #convert}, for no input
     * @return the number of samples written
     */
    public int finish(short[] output) {
        Objects.requireNonNull(output, "output");
        int audioFrames = 0;
        for (int channel = 0; channel < resamplers.length; channel++) {
            audioFrames = resamplers[channel].finish(outputBlock);
            interleave(channel, audioFrames, output, 0);
        }
        return audioFrames * to.channels();
    }

    private int convertBlock(short[] input, int start, int audioFrames, short[] output, int offset) {
        int converted = 0;
        for (int channel = 0; channel < resamplers.length; channel++) {
            deinterleave(input, start, audioFrames, channel);
            converted = resamplers[channel].resample(inputBlock, 0, audioFrames, outputBlock);
            interleave(channel, converted, output, offset);
        }
        return converted * to.channels();
    }

    private void deinterleave(short[] input, int start, int audioFrames, int channel) {
        int channels = from.channels();
        int index = start * channels + channel;
        if (channels > resamplers.length) {
            for (int i = 0; i < audioFrames; i++) {
                inputBlock[i] = (short) ((input[index + 2 * i] + input[index + 2 * i + 1]) >> 1);
            }
            return;
        }
        for (int i = 0; i < audioFrames; i++) {
            inputBlock[i] = input[index + channels * i];
        }
    }

    private void interleave(int channel, int audioFrames, short[] output, int offset) {
        int channels = to.channels();
        for (int i = 0; i < audioFrames; i++) {
            output[offset + channels * i + channel] = outputBlock[i];
        }
        if (channels > resamplers.length) {
            for (int i = 0; i < audioFrames; i++) {
                output[offset + 2 * i + 1] = outputBlock[i];
            }
        }
    }
}
