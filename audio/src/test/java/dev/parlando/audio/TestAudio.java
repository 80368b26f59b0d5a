package dev.parlando.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Samples and bytes for tests. */
public final class TestAudio {
    private TestAudio() {}

    /**
     * Returns samples that are never 0 and differ from their neighbors by one, so that any gap or loss can be detected.
     */
    public static short[] ramp(int samples) {
        short[] ramp = new short[samples];
        for (int i = 0; i < samples; i++) {
            int step = i % 60_000;
            ramp[i] = (short) (step < 30_000 ? step - 30_000 : step - 29_999);
        }
        return ramp;
    }

    /** Returns the samples as 16-bit little-endian PCM. */
    public static byte[] bytes(short[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }

    /** Returns the samples of 16-bit little-endian PCM. */
    public static short[] samples(byte[] bytes) {
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
