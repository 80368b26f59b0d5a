package dev.parlando.benchmarks.micro.resample;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A comparison of sample rate converters by quality and speed, printed as one table.
 *
 * <p>The noise is the rest of a recording, in its middle half, after the tone has been removed. It is given for the
 * worst of three tones. The ghost is a tone that a perfect converter would suppress. It is the alias of a tone at 5 kHz
 * or, if the output band contains it, the image of a tone at 3.4 kHz. No tone divides a rate evenly, because rounding
 * errors would then appear as harmonics.
 */
public final class ResamplerComparison {
    private static final int TONE_SECONDS = 4;
    private static final int NOISE_SECONDS = 120;
    private static final int ROUNDS = 7;
    private static final double[] IN_BAND_HZ = {307, 1_013, 2_503};
    private static final double TOP_HZ = 3_401;
    private static final double ALIASING_HZ = 5_003;
    private static final int[][] RATES = {{44_100, 8_000}, {24_000, 8_000}, {24_000, 48_000}, {44_100, 48_000}};

    private ResamplerComparison() {}

    /** Prints the table. It needs no arguments. Rows of programs that are not installed contain an error message. */
    public static void main(String[] args) {
        Map<String, RateConverter> converters = new LinkedHashMap<>();
        converters.put("`FormatConverter`", new ParlandoConverter());
        converters.put("`sox` rate -v", new SoxConverter("-v"));
        converters.put("`sox` rate", new SoxConverter());
        converters.put("`AudioSystem`", new JdkConverter());
        System.out.println("| rates | by | SNR dB | 3.4 kHz dB | ghost dB | × real time |");
        System.out.println("|---|---|---|---|---|---|");
        for (int[] rates : RATES) {
            converters.forEach((name, converter) -> print(name, converter, rates[0], rates[1]));
        }
    }

    private static void print(String name, RateConverter converter, int fromHz, int toHz) {
        try {
            System.out.printf(
                    Locale.ROOT,
                    "| %d → %d | %s | %.1f | %.2f | %.0f | %.0f |%n",
                    fromHz,
                    toHz,
                    name,
                    signalToNoise(converter, fromHz, toHz),
                    level(converter, fromHz, toHz),
                    spurious(converter, fromHz, toHz),
                    timesRealTime(converter, fromHz, toHz));
        } catch (IOException notThere) {
            System.out.printf("| %d → %d | %s | %s |%n", fromHz, toHz, name, notThere.getMessage());
        }
    }

    private static double signalToNoise(RateConverter converter, int fromHz, int toHz) throws IOException {
        double worst = Double.POSITIVE_INFINITY;
        for (double hz : IN_BAND_HZ) {
            TestTone tone = new TestTone(hz);
            worst = Math.min(worst, tone.signalToNoiseDecibels(converted(tone, converter, fromHz, toHz), toHz));
        }
        return worst;
    }

    private static double level(RateConverter converter, int fromHz, int toHz) throws IOException {
        TestTone tone = new TestTone(TOP_HZ);
        return tone.levelDecibels(converted(tone, converter, fromHz, toHz), toHz);
    }

    private static double spurious(RateConverter converter, int fromHz, int toHz) throws IOException {
        boolean down = toHz < fromHz;
        TestTone tone = new TestTone(down ? ALIASING_HZ : TOP_HZ);
        TestTone ghost = new TestTone((down ? toHz : fromHz) - tone.hz());
        return ghost.levelDecibels(converted(tone, converter, fromHz, toHz), toHz);
    }

    private static short[] converted(TestTone tone, RateConverter converter, int fromHz, int toHz) throws IOException {
        return converter.convert(tone.samples(fromHz, TONE_SECONDS * fromHz), fromHz, toHz);
    }

    /**
     * Returns the speed as a multiple of real time. It uses the lowest CPU time of several rounds, which excludes other
     * load on the machine.
     */
    private static double timesRealTime(RateConverter converter, int fromHz, int toHz) throws IOException {
        short[] noise = new short[NOISE_SECONDS * fromHz];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) random.nextInt(-20_000, 20_000);
        }
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = CpuTime.nanos();
            converter.convert(noise, fromHz, toHz);
            best = Math.min(best, CpuTime.nanos() - before);
        }
        return NOISE_SECONDS * 1e9 / best;
    }
}
