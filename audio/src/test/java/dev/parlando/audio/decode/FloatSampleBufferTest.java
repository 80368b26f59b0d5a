package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FloatSampleBufferTest {
    /** JLayer's full scale. */
    private static final float FULL = 32_700;

    private final FloatSampleBuffer output = new FloatSampleBuffer(1);

    @Test
    void scalesAndRoundsToNearest() {
        assertThat(rounded(0.4f, 0.6f, -0.4f, -0.6f, 16_350, -FULL)).containsExactly(0, 1, 0, -1, 16_384, -32_768);
    }

    @Test
    void clipsOvershoot() {
        assertThat(rounded(FULL, 1.5f * FULL, -1.5f * FULL, 2.4f * FULL))
                .containsExactly(32_767, 32_767, -32_768, 32_767);
    }

    @Test
    void mutesFrameOfNoise() {
        assertThat(rounded(100, 200, -2.6f * FULL, 300)).containsOnly(0);
    }

    @Test
    void mutesFrameWithNonFiniteSamples() {
        assertThat(rounded(100, Float.NaN, 300)).containsOnly(0);
        assertThat(rounded(100, Float.NEGATIVE_INFINITY, 300)).containsOnly(0);
    }

    @Test
    void doesNotMuteFrameAfterNoise() {
        rounded(9 * FULL, 9 * FULL);

        assertThat(rounded(FULL / 2, FULL / 2)).containsExactly(16_384, 16_384);
    }

    @Test
    void fillsMissingSamplesWithSilence() {
        float[] loud = new float[32];
        Arrays.fill(loud, 1000);
        append(output, 0, loud);
        append(output, 0, loud);
        output.clear_buffer();
        append(output, 0, 500);
        short[] pcm = new short[64];
        Arrays.fill(pcm, (short) 7);

        output.copyTo(pcm, 64);

        assertThat(pcm[0]).isEqualTo((short) 501);
        assertThat(Arrays.copyOfRange(pcm, 1, 64)).containsOnly(0);
    }

    @Test
    void interleavesTwoChannels() {
        FloatSampleBuffer stereo = new FloatSampleBuffer(2);
        append(stereo, 0, 1000);
        append(stereo, 1, 2000);
        short[] pcm = new short[4];

        stereo.copyTo(pcm, 4);

        assertThat(pcm).containsExactly(1002, 2004, 0, 0);
    }

    private short[] rounded(float... values) {
        output.clear_buffer();
        append(output, 0, values);
        short[] pcm = new short[values.length];
        output.copyTo(pcm, values.length);
        return pcm;
    }

    /** JLayer always appends 32 samples. */
    private static void append(FloatSampleBuffer output, int channel, float... values) {
        output.appendSamples(channel, Arrays.copyOf(values, 32));
    }
}
