package dev.parlando.benchmarks.micro.resample;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Prints what ways to change a sample rate make of tones and how long they take, as one table.
 *
 * <p>The noise is what is left in the middle of a tone when it is taken out, at the worst of three tones; the ghost is
 * the tone that a perfect converter would not leave: an alias of one at 5 kHz, or where that is in the band of the
 * output, an image of one at 3.4 kHz. No tone divides a rate evenly, or rounding would show as harmonics.
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

    /** Needs no arguments; rows of programs that are not installed are left out. */
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

    /** Divides by processor time, the least of some rounds: other work on the machine shall not count. */
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
