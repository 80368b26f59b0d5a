package dev.parlando.audio.resample;

import dev.parlando.audio.decode.PcmFormat;

/**
 * Turns one stream of samples from one rate and number of channels into another, piece by piece.
 *
 * <p>One channel becomes two alike, two become their mean; the rate is changed by a {@link Resampler} for each channel
 * that is left. Any split of the same samples gives the same output. Where nothing is to be changed samples pass as
 * they are.
 *
 * <p>Threading: confined to one thread at a time. Cost: nothing is allocated after construction.
 */
public final class FormatConverter {
    private static final int BLOCK_AUDIO_FRAMES = 1024;

    private final PcmFormat from;
    private final PcmFormat to;
    private final Resampler[] resamplers;
    private final short[] inputBlock = new short[BLOCK_AUDIO_FRAMES];
    private final short[] outputBlock;

    /** Starts a stream with tables of its own. */
    public FormatConverter(PcmFormat from, PcmFormat to) {
        this(from, to, new FilterCache());
    }

    /**
     * Starts a stream that shares tables with others.
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

    /** Returns whether samples pass as they are. */
    public boolean isIdentity() {
        return from.equals(to);
    }

    /** Returns how long an output array must be for that many input samples, or for 0 at the end. */
    public int maxOutputSamples(int inputSamples) {
        return resamplers[0].maxOutput(inputSamples / from.channels()) * to.channels();
    }

    /** Returns which audio frame of what came in is heard at an audio frame of what went out. */
    public long sourceAudioFrames(long outAudioFrames) {
        return outAudioFrames * from.sampleRateHz() / to.sampleRateHz();
    }

    /**
     * Takes whole audio frames and hands out what they make complete.
     *
     * @param input samples, interleaved by channel
     * @param samples how many of them to take, from the first on
     * @param output receives samples, interleaved by channel; {@link #maxOutputSamples} says how long it must be
     * @return how many samples were handed out, which may be 0
     */
    public int convert(short[] input, int samples, short[] output) {
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
     * Hands out what is left at the end of the stream; afterwards the object is not used again.
     *
     * @param output as for {@link #convert}, for no input
     * @return how many samples were handed out
     */
    public int finish(short[] output) {
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
