package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.decode.PcmFormat;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private static final PcmFormat MONO = new PcmFormat(48_000, 1);
    private static final int BLOCK = 480;
    /** The gain falls from 1 to 0 in 2 ms. */
    private static final double MAX_FALL = 1 / 96.0;

    private static float[] sine(double peak, double periodAudioFrames, int audioFrames) {
        float[] sums = new float[audioFrames];
        for (int i = 0; i < audioFrames; i++) {
            sums[i] = (float) (peak * Math.sin(2 * Math.PI * i / periodAudioFrames));
        }
        return sums;
    }

    @Test
    void leavesSumsThatFitUnchanged() {
        float[] sums = sine(Short.MAX_VALUE, 7, BLOCK);
        new Limiter(MONO, BLOCK).apply(sums, BLOCK);
        assertThat(sums).isEqualTo(sine(Short.MAX_VALUE, 7, BLOCK));
    }

    /** Voices of all levels and pitches: no sample exceeds full scale, and the gain does not jump within a block. */
    @Property(tries = 200)
    void fitsAllSumsWithGainThatFallsSmoothly(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int voices,
            @ForAll @IntRange(min = 1, max = BLOCK) int block) {
        Random random = new Random(seed);
        Limiter limiter = new Limiter(MONO, BLOCK);
        for (int blocks = 0; blocks < 20; blocks++) {
            float[] sums = new float[block];
            for (int voice = 0; voice < voices; voice++) {
                float[] one = sine(random.nextInt(30_000), 20 + random.nextInt(400), block);
                for (int i = 0; i < block; i++) {
                    sums[i] += one[i];
                }
            }
            float[] limited = sums.clone();
            limiter.apply(limited, block);
            assertSmooth(sums, limited);
        }
    }

    private static void assertSmooth(float[] sums, float[] limited) {
        double before = Double.NaN;
        for (int i = 0; i < sums.length; i++) {
            assertThat(Math.abs(limited[i])).isLessThanOrEqualTo(Short.MAX_VALUE + 0.01f);
            if (Math.abs(sums[i]) > 1000) {
                double gain = limited[i] / sums[i];
                assertThat(gain).isBetween(0.0, 1.0);
                if (!Double.isNaN(before)) {
                    assertThat(before - gain).isLessThanOrEqualTo(MAX_FALL + 1e-4);
                }
                before = gain;
            } else {
                before = Double.NaN;
            }
        }
    }

    /** Twice full scale halves the gain, which then recovers in half of 200 ms. */
    @Test
    void recoversSlowlyToExactUnity() {
        Limiter limiter = new Limiter(MONO, BLOCK);
        float[] peak = new float[BLOCK];
        peak[BLOCK - 1] = 2 * Short.MAX_VALUE;
        limiter.apply(peak, BLOCK);
        assertThat(peak[BLOCK - 1]).isCloseTo(Short.MAX_VALUE, within(0.01f));

        float[] quiet = quietBlock(limiter);
        assertThat(quiet[0]).isCloseTo(500, within(1f));
        assertThat(quiet[BLOCK - 1]).isCloseTo(550, within(1f));
        for (int blocks = 1; blocks < 10; blocks++) {
            quiet = quietBlock(limiter);
        }
        assertThat(quiet[BLOCK - 1]).isCloseTo(1000, within(1f));
        assertThat(quietBlock(limiter)).endsWith(1000, 1000);
        assertThat(quietBlock(limiter)).containsOnly(1000);
    }

    private static float[] quietBlock(Limiter limiter) {
        float[] sums = new float[BLOCK];
        Arrays.fill(sums, 1000);
        limiter.apply(sums, BLOCK);
        return sums;
    }

    @Test
    void lowersBothChannelsTogether() {
        float[] sums = {2 * Short.MAX_VALUE, 1000, 0, 1000};
        new Limiter(new PcmFormat(48_000, 2), 2).apply(sums, 2);
        assertThat(sums[0]).isCloseTo(Short.MAX_VALUE, within(0.01f));
        assertThat(sums[1]).isCloseTo(500, within(0.1f));
        assertThat(sums[3]).isBetween(500f, 501f);
    }
}
