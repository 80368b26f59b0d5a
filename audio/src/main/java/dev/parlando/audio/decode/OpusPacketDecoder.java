package dev.parlando.audio.decode;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMSDecoder;
import io.github.jaredmdobson.concentus.OpusPacketInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A Concentus-based decoder for the packets of one Opus stream. A decoded packet may be longer than one returned block.
 *
 * <p>A packet that cannot be decoded is concealed for its duration. If concealment fails, it becomes silence.
 *
 * <p>Confined to one thread at a time. Cost: Concentus allocates about 30 KB per packet; nothing else allocates.
 * Source: RFC 6716; RFC 7845, sections 4 and 5.1.
 */
final class OpusPacketDecoder {
    /** The sample rate at which Opus is always decoded. */
    static final int RATE_HZ = 48_000;
    /** The number of audio frames in 120 ms, the maximum duration of a packet. */
    private static final int MAX_AUDIO_FRAMES = 5760;

    /** The number of gain steps per factor of 10 in amplitude, which is 20 dB of 256 steps each. */
    private static final double GAIN_STEPS_PER_DECADE = 20 * 256;

    /** The decoder of Concentus for one elementary stream or for several. */
    private interface Codec {
        /** Returns the number of decoded audio frames, or a negative number after a failure. */
        int decode(byte @Nullable [] packet, int bytes, short[] samples, int audioFrames) throws OpusException;
    }

    private final PcmFormat format;
    private final Codec codec;
    private final short[] samples;
    private final float gain;
    private int preSkipRemaining;
    /** The position in the stream, in audio frames, including the pre-skip. */
    private long position;

    private int lastAudioFrames = RATE_HZ / 50;
    /** The index of the first remaining sample of the packet decoded last, up to {@code end}. */
    private int start;

    private int end;

    OpusPacketDecoder(OpusIdHeader head) {
        format = new PcmFormat(RATE_HZ, head.channels());
        samples = new short[MAX_AUDIO_FRAMES * head.channels()];
        gain = (float) Math.pow(10, head.outputGain() / GAIN_STEPS_PER_DECADE);
        preSkipRemaining = head.preSkipAudioFrames();
        try {
            codec = codec(head.channels(), head.mapping());
        } catch (OpusException impossible) {
            throw new IllegalStateException("48 kHz is not accepted", impossible);
        }
    }

    private static Codec codec(int channels, OpusChannelMapping mapping) throws OpusException {
        if (mapping.isSingle()) {
            OpusDecoder decoder = new OpusDecoder(RATE_HZ, channels);
            return (packet, bytes, samples, audioFrames) ->
                    decoder.decode(packet, 0, bytes, samples, 0, audioFrames, false);
        }
        short[] sources = new short[channels];
        for (int channel = 0; channel < channels; channel++) {
            sources[channel] = mapping.sources().get(channel).shortValue();
        }
        OpusMSDecoder decoder =
                OpusMSDecoder.create(RATE_HZ, channels, mapping.streams(), mapping.coupledStreams(), sources);
        return (packet, bytes, samples, audioFrames) ->
                decoder.decodeMultistream(packet, 0, bytes, samples, 0, audioFrames, 0);
    }

    PcmFormat format() {
        return format;
    }

    /** Sets the position in the stream, which may otherwise be wrong after lost packets. */
    void setPosition(long audioFrames) {
        position = Math.max(0, audioFrames);
    }

    /** Decodes a packet. Audio frames at or after the position {@code endOfStream} are dropped. */
    void decode(byte[] packet, int bytes, long endOfStream) {
        int audioFrames = decodeOrConceal(packet, bytes);
        int playable = (int) Math.max(0, Math.min(audioFrames, endOfStream - position));
        int skipped = Math.min(preSkipRemaining, playable);
        position += audioFrames;
        preSkipRemaining -= skipped;
        lastAudioFrames = audioFrames;
        start = skipped * format.channels();
        end = playable * format.channels();
        if (gain != 1) {
            amplify();
        }
    }

    private int decodeOrConceal(byte[] packet, int bytes) {
        int audioFrames = bytes == 0 ? 0 : tryToDecode(packet, bytes, MAX_AUDIO_FRAMES);
        return audioFrames > 0 ? audioFrames : conceal(durationOf(packet, bytes));
    }

    private int conceal(int audioFrames) {
        if (tryToDecode(null, 0, audioFrames) != audioFrames) {
            Arrays.fill(samples, 0, audioFrames * format.channels(), (short) 0);
        }
        return audioFrames;
    }

    /** Returns the number of decoded audio frames, or 0 after a failure. A null packet conceals {@code audioFrames}. */
    private int tryToDecode(byte @Nullable [] packet, int bytes, int audioFrames) {
        try {
            return Math.max(0, codec.decode(packet, bytes, samples, audioFrames));
        } catch (OpusException | RuntimeException | AssertionError failure) {
            return 0; // Concentus remains usable after any of them.
        }
    }

    /** Returns the duration that a packet declares, or that of the previous packet if the declaration is invalid. */
    private int durationOf(byte[] packet, int bytes) {
        int declared = OpusPacketInfo.getNumSamples(packet, 0, bytes, RATE_HZ);
        return declared > 0 ? declared : lastAudioFrames;
    }

    private void amplify() {
        for (int i = start; i < end; i++) {
            int louder = Math.round(samples[i] * gain);
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, louder));
        }
    }

    /**
     * Copies remaining samples of the packet decoded last, as many as fit. Returns their number, or 0 if none remain.
     */
    int readSamples(short[] pcm) {
        int whole = AudioDecoder.MAX_BLOCK_SAMPLES / format.channels() * format.channels();
        int count = Math.min(whole, end - start);
        System.arraycopy(samples, start, pcm, 0, count);
        start += count;
        return count;
    }
}
