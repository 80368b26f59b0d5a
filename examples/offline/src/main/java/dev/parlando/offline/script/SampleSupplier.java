package dev.parlando.offline.script;

import dev.parlando.audio.resample.Resampler;
import java.time.Duration;
import java.util.Arrays;

/** A supplier of mono samples at any sample rate. Thread safe. */
@FunctionalInterface
public interface SampleSupplier {
    /** Returns the samples at a rate. */
    short[] at(int rateHz);

    /** Returns silence. */
    static SampleSupplier silence(Duration length) {
        return rateHz -> new short[count(length, rateHz)];
    }

    /** Returns a sine tone. */
    static SampleSupplier tone(Duration length, double hertz) {
        return rateHz -> {
            short[] samples = new short[count(length, rateHz)];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) (10_000 * Math.sin(i * 2 * Math.PI * hertz / rateHz));
            }
            return samples;
        };
    }

    /** Returns recorded samples, resampled if the rates differ. */
    static SampleSupplier recorded(short[] samples, int recordedHz) {
        return rateHz -> rateHz == recordedHz ? samples : resample(samples, recordedHz, rateHz);
    }

    private static int count(Duration length, int rateHz) {
        return Math.toIntExact(length.toMillis() * rateHz / 1000);
    }

    private static short[] resample(short[] samples, int inHz, int outHz) {
        Resampler resampler = Resampler.between(inHz, outHz);
        short[] output = new short[resampler.maxOutput(samples.length)];
        short[] rest = new short[resampler.maxOutput(0)];
        int count = resampler.resample(samples, 0, samples.length, output);
        int restCount = resampler.finish(rest);
        short[] all = Arrays.copyOf(output, count + restCount);
        System.arraycopy(rest, 0, all, count, restCount);
        return all;
    }
}
