package dev.parlando.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.parlando.error.InvalidRequestException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures the resampler with pure tones. */
class ResamplerTest {
    private static final double AMPLITUDE = 29_000;

    @ParameterizedTest
    @CsvSource({
        "16000, 44100, 1000", "16000, 44100, 6500", "16000, 24000, 440", "16000, 22050, 7000", "16000, 8000, 3400",
        "44100, 8000, 3400", "24000, 8000, 1000", "44100, 48000, 15000", "22050, 44100, 9000", "16000, 48000, 300"
    })
    void preservesToneInPassband(int inHz, int outHz, double toneHz) {
        short[] output = resample(tone(inHz, toneHz, inHz), inHz, outHz);
        assertThat(signalToNoise(output, outHz, toneHz)).isGreaterThan(90);
        assertThat(decibels(gain(output, outHz, toneHz))).isBetween(-0.15, 0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {16_000, 22_050, 24_000, 44_100, 48_000})
    void preservesUpperEdgeOfTelephoneBand(int inHz) {
        short[] output = resample(tone(inHz, 3_400, inHz), inHz, 8_000);
        assertThat(decibels(gain(output, 8_000, 3_400))).isBetween(-0.1, 0.01);
    }

    @ParameterizedTest
    @CsvSource({
        "16000, 8000, 5000",
        "44100, 8000, 5000",
        "44100, 16000, 10000",
        "24000, 8000, 7000",
        "48000, 22050, 13000"
    })
    void suppressesAliases(int inHz, int outHz, double toneHz) {
        short[] output = resample(tone(inHz, toneHz, inHz), inHz, outHz);
        double aliasHz = Math.abs(toneHz - outHz);
        assertThat(decibels(amplitudeAt(middle(output), outHz, aliasHz) / AMPLITUDE))
                .isLessThan(-100);
    }

    @ParameterizedTest
    @CsvSource({"16000, 44100, 3000", "16000, 48000, 1000", "22050, 48000, 4000"})
    void suppressesImages(int inHz, int outHz, double toneHz) {
        short[] output = resample(tone(inHz, toneHz, inHz), inHz, outHz);
        assertThat(decibels(amplitudeAt(middle(output), outHz, inHz - toneHz) / AMPLITUDE))
                .isLessThan(-100);
    }

    @ParameterizedTest
    @CsvSource({"16000, 44100", "16000, 8000", "44100, 8000", "22050, 24000"})
    void preservesConstantSignal(int inHz, int outHz) {
        short[] input = new short[inHz / 2];
        Arrays.fill(input, (short) 12_345);
        assertThat(middle(resample(input, inHz, outHz))).containsOnly((short) 12_345);
    }

    @ParameterizedTest
    @CsvSource({"16000, 44100", "16000, 8000", "44100, 8000", "16000, 22050", "48000, 44100"})
    void keepsOutputAlignedWithInput(int inHz, int outHz) {
        short[] input = new short[inHz];
        int clickAt = inHz / 2;
        input[clickAt] = Short.MAX_VALUE;
        short[] output = resample(input, inHz, outHz);
        int loudest = 0;
        for (int i = 0; i < output.length; i++) {
            loudest = Math.abs(output[i]) > Math.abs(output[loudest]) ? i : loudest;
        }
        assertThat(loudest).isEqualTo((int) ((long) clickAt * outHz / inHz));
    }

    @Test
    void clipsFullScaleSquareWithoutWrapping() {
        short[] input = new short[16_000];
        for (int i = 0; i < input.length; i++) {
            input[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] output = resample(input, 16_000, 48_000);
        for (int i = 300; i < output.length - 300; i++) {
            boolean high = i / 120 % 2 == 0;
            boolean nearEdge = i % 120 < 4 || i % 120 > 116;
            assertThat(nearEdge || (output[i] > 0) == high)
                    .as("sign of sample %d", i)
                    .isTrue();
        }
        assertThat(output).contains(Short.MAX_VALUE, Short.MIN_VALUE);
    }

    @Test
    void passesSamplesThroughAtEqualRates() {
        Resampler resampler = Resampler.between(16_000, 16_000);
        short[] input = noise(999);
        short[] output = new short[resampler.maxOutput(input.length)];
        assertThat(resampler.resample(input, 0, input.length, output)).isEqualTo(input.length);
        assertThat(Arrays.copyOf(output, input.length)).isEqualTo(input);
        assertThat(resampler.finish(output)).isZero();
    }

    @Property(tries = 60, seed = "11")
    void returnsSameSamplesForAnySplit(
            @ForAll @Size(min = 1, max = 30) int[] cuts, @ForAll @IntRange(min = 0, max = 4) int pair) {
        int[][] rates = {{16_000, 44_100}, {44_100, 8_000}, {22_050, 24_000}, {8_000, 48_000}, {44_101, 48_000}};
        int inHz = rates[pair][0];
        int outHz = rates[pair][1];
        short[] input = noise(5_000);
        assertThat(resampleInPieces(input, cuts, inHz, outHz)).isEqualTo(resample(input, inHz, outHz));
    }

    @Property(tries = 200, seed = "11")
    void returnsLengthProportionalToRatio(
            @ForAll @IntRange(min = 0, max = 5_000) int length, @ForAll @IntRange(min = 0, max = 3) int pair) {
        int[][] rates = {{16_000, 44_100}, {44_100, 8_000}, {24_000, 8_000}, {16_000, 48_000}};
        int inHz = rates[pair][0];
        int outHz = rates[pair][1];
        assertThat(resample(noise(length), inHz, outHz)).hasSize((int) ((long) length * outHz / inHz));
    }

    @Test
    void sharesFilterBetweenStreams() {
        PolyphaseFilter filter = PolyphaseFilter.between(16_000, 24_000);
        Resampler first = new Resampler(filter);
        Resampler second = new Resampler(filter);
        short[] input = noise(700);
        short[] one = new short[first.maxOutput(input.length)];
        short[] other = new short[second.maxOutput(input.length)];
        first.resample(noise(50), 0, 50, new short[first.maxOutput(50)]);
        int count = second.resample(input, 0, input.length, other);
        Resampler alone = Resampler.between(16_000, 24_000);
        assertThat(alone.resample(input, 0, input.length, one)).isEqualTo(count);
        assertThat(other).isEqualTo(one);
    }

    @Test
    void rejectsInvalidRate() {
        assertThatThrownBy(() -> PolyphaseFilter.between(0, 8_000))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("0 Hz is not from 1000");
        assertThatThrownBy(() -> PolyphaseFilter.between(8_000, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> PolyphaseFilter.between(8_000, 384_001)).hasMessageContaining("384001");
    }

    /** An exact table would have 2,800,000 coefficients from 44,101 Hz to 44,100 Hz. */
    @ParameterizedTest
    @CsvSource({"44101, 44100", "44100, 44101", "44101, 8000", "8000, 44101", "383999, 1000", "1000, 383999"})
    void boundsSizeOfTable(int inHz, int outHz) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        PolyphaseFilter.between(16_000, 8_000); // Loads the class.
        long before = threads.getCurrentThreadAllocatedBytes();
        PolyphaseFilter filter = PolyphaseFilter.between(inHz, outHz);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
        assertThat(filter.inHz()).isEqualTo(inHz);
    }

    @ParameterizedTest
    @CsvSource({
        "44101, 48000, 1000",
        "44101, 48000, 15000",
        "47999, 44100, 15000",
        "44101, 8000, 3000",
        "8001, 48000, 3000",
        "11025, 192000, 4000",
        "22051, 22050, 9000"
    })
    void preservesToneWithoutCommonRatio(int inHz, int outHz, double toneHz) {
        short[] output = resample(tone(inHz, toneHz, inHz), inHz, outHz);
        assertThat(output).hasSize(outHz);
        assertThat(signalToNoise(output, outHz, toneHz)).isGreaterThan(90);
        assertThat(decibels(gain(output, outHz, toneHz))).isBetween(-0.15, 0.01);
    }

    @ParameterizedTest
    @CsvSource({"44101, 8000, 5000", "47999, 22050, 13000"})
    void suppressesAliasesWithoutCommonRatio(int inHz, int outHz, double toneHz) {
        short[] output = resample(tone(inHz, toneHz, inHz), inHz, outHz);
        assertThat(decibels(amplitudeAt(middle(output), outHz, Math.abs(toneHz - outHz)) / AMPLITUDE))
                .isLessThan(-100);
    }

    @ParameterizedTest
    @CsvSource({"16001, 48000, 1000", "22051, 48000, 4000"})
    void suppressesImagesWithoutCommonRatio(int inHz, int outHz, double toneHz) {
        short[] output = resample(tone(inHz, toneHz, inHz), inHz, outHz);
        assertThat(decibels(amplitudeAt(middle(output), outHz, inHz - toneHz) / AMPLITUDE))
                .isLessThan(-100);
    }

    @Test
    void preservesConstantSignalWithoutCommonRatio() {
        short[] input = new short[20_000];
        Arrays.fill(input, (short) 12_345);
        assertThat(middle(resample(input, 44_101, 48_000))).containsOnly((short) 12_345);
    }

    private static short[] resample(short[] input, int inHz, int outHz) {
        return resampleInPieces(input, new int[] {input.length}, inHz, outHz);
    }

    private static short[] resampleInPieces(short[] input, int[] cuts, int inHz, int outHz) {
        Resampler resampler = Resampler.between(inHz, outHz);
        short[] all = new short[resampler.maxOutput(input.length) + resampler.maxOutput(0)];
        short[] piece = new short[resampler.maxOutput(input.length)];
        int total = 0;
        int at = 0;
        for (int turn = 0; at < input.length; turn++) {
            int wanted = (cuts[turn % cuts.length] & 0x3ff) + 1;
            int count = Math.min(cuts.length == 1 ? input.length : wanted, input.length - at);
            int produced = resampler.resample(input, at, count, piece);
            System.arraycopy(piece, 0, all, total, produced);
            total += produced;
            at += count;
        }
        int produced = resampler.finish(piece);
        System.arraycopy(piece, 0, all, total, produced);
        return Arrays.copyOf(all, total + produced);
    }

    private static short[] tone(int rateHz, double toneHz, int length) {
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * toneHz * i / rateHz));
        }
        return samples;
    }

    private static short[] noise(int length) {
        Random random = new Random(7);
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) random.nextInt();
        }
        return samples;
    }

    /** Returns the middle part, which is not affected by the start or the end of the stream. */
    private static short[] middle(short[] samples) {
        return Arrays.copyOfRange(samples, samples.length / 4, samples.length * 3 / 4);
    }

    /** Returns the ratio of the power of the tone, in phase with the input, to all other power, in decibels. */
    private static double signalToNoise(short[] output, int rateHz, double toneHz) {
        double gain = gain(output, rateHz, toneHz);
        double error = 0;
        double power = 0;
        for (int i = output.length / 4; i < output.length * 3 / 4; i++) {
            double wanted = gain * AMPLITUDE * Math.sin(2 * Math.PI * toneHz * i / rateHz);
            error += (output[i] - wanted) * (output[i] - wanted);
            power += wanted * wanted;
        }
        return 10 * Math.log10(power / error);
    }

    private static double gain(short[] output, int rateHz, double toneHz) {
        double match = 0;
        double power = 0;
        for (int i = output.length / 4; i < output.length * 3 / 4; i++) {
            double wanted = AMPLITUDE * Math.sin(2 * Math.PI * toneHz * i / rateHz);
            match += output[i] * wanted;
            power += wanted * wanted;
        }
        return match / power;
    }

    private static double amplitudeAt(short[] samples, int rateHz, double toneHz) {
        double re = 0;
        double im = 0;
        double weights = 0;
        for (int i = 0; i < samples.length; i++) {
            double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / samples.length);
            re += hann * samples[i] * Math.cos(2 * Math.PI * toneHz * i / rateHz);
            im += hann * samples[i] * Math.sin(2 * Math.PI * toneHz * i / rateHz);
            weights += hann;
        }
        return 2 * Math.hypot(re, im) / weights;
    }

    private static double decibels(double ratio) {
        return 20 * Math.log10(Math.max(ratio, 1e-9));
    }
}
