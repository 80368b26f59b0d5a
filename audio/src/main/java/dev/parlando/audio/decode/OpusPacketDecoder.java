package dev.parlando.audio.decode;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusPacketInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the packets of one Opus stream with Concentus, each into a block that may be longer than those handed out.
 *
 * <p>A packet that cannot be decoded is concealed, and silent where that fails, for as long as it would have lasted.
 *
 * <p>Confined to one thread at a time. Cost: Concentus allocates some 30 KB for each packet, nothing else does. Source: RFC
 * 6716; RFC 7845, sections 4 and 5.1.
 */
final class OpusPacketDecoder {
    /** What Opus is decoded at, whatever was encoded. */
    static final int RATE_HZ = 48_000;
    /** 120 ms, the most that a packet lasts. */
    private static final int MAX_AUDIO_FRAMES = 5760;

    /** In amplitude: 20 dB, each of 256 steps. */
    private static final double GAIN_STEPS_PER_DECADE = 20 * 256;

    private final PcmFormat format;
    private final OpusDecoder decoder;
    private final short[] samples;
    private final float gain;
    private int preSkipRemaining;
    /** Where the stream is, with what is not to be heard at its start. */
    private long position;

    private int lastAudioFrames = RATE_HZ / 50;
    /** What is left of the packet decoded last. */
    private int start;

    private int end;

    OpusPacketDecoder(OpusIdHeader head) {
        format = new PcmFormat(RATE_HZ, head.channels());
        samples = new short[MAX_AUDIO_FRAMES * head.channels()];
        gain = (float) Math.pow(10, head.outputGain() / GAIN_STEPS_PER_DECADE);
        preSkipRemaining = head.preSkipAudioFrames();
        try {
            decoder = new OpusDecoder(RATE_HZ, head.channels());
        } catch (OpusException impossible) {
            throw new IllegalStateException("48 kHz is not taken", impossible);
        }
    }

    PcmFormat format() {
        return format;
    }

    /** Knows where the stream is, which it may not if packets were lost. */
    void setPosition(long audioFrames) {
        position = Math.max(0, audioFrames);
    }

    /** Decodes a packet, of which only what lies before that place of the stream is to be heard. */
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

    /** Returns how many audio frames were decoded, 0 if none could be; of no packet, as many as are wanted. */
    private int tryToDecode(byte @Nullable [] packet, int bytes, int audioFrames) {
        try {
            return decoder.decode(packet, 0, bytes, samples, 0, audioFrames, false);
        } catch (OpusException | RuntimeException | AssertionError failure) {
            return 0; // Concentus can go on after any of them.
        }
    }

    /** Returns how long a packet says it lasts, or as long as the last one if that cannot be. */
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

    /** Hands out what fits of the packet decoded last; returns how many samples, 0 if nothing is left of it. */
    int readSamples(short[] pcm) {
        int whole = AudioDecoder.MAX_BLOCK_SAMPLES / format.channels() * format.channels();
        int count = Math.min(whole, end - start);
        System.arraycopy(samples, start, pcm, 0, count);
        start += count;
        return count;
    }
}
