package dev.parlando.benchmarks.micro.resample;

/** A tone, with measurements in the middle half of a recording. */
record TestTone(double hz) {
    static final double AMPLITUDE = 29_000;

    short[] samples(int rateHz, int count) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) Math.round(AMPLITUDE * Math.sin(angle(rateHz, i)));
        }
        return samples;
    }

    /** Returns the level of this tone relative to the input tone, in decibels. */
    double levelDecibels(short[] recording, int rateHz) {
        double re = 0;
        double im = 0;
        double weights = 0;
        int from = recording.length / 4;
        int count = recording.length / 2;
        for (int i = 0; i < count; i++) {
            double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / count);
            re += hann * recording[from + i] * Math.cos(angle(rateHz, i));
            im += hann * recording[from + i] * Math.sin(angle(rateHz, i));
            weights += hann;
        }
        return 20 * Math.log10(Math.max(2 * Math.hypot(re, im) / weights / AMPLITUDE, 1e-9));
    }

    /** Returns the power of this tone, at any phase, relative to the power of the rest, in decibels. */
    double signalToNoiseDecibels(short[] recording, int rateHz) {
        int from = recording.length / 4;
        // Over whole periods, sine and cosine are independent of each other and of the mean.
        double period = rateHz / hz;
        int count = (int) Math.round(Math.floor(recording.length / 2.0 / (100 * period)) * 100 * period);
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < count; i++) {
            sine += 2.0 / count * recording[from + i] * Math.sin(angle(rateHz, i));
            cosine += 2.0 / count * recording[from + i] * Math.cos(angle(rateHz, i));
        }
        double noise = 0;
        for (int i = 0; i < count; i++) {
            double fitted = sine * Math.sin(angle(rateHz, i)) + cosine * Math.cos(angle(rateHz, i));
            noise += (recording[from + i] - fitted) * (recording[from + i] - fitted);
        }
        return 10 * Math.log10(count * (sine * sine + cosine * cosine) / 2 / noise);
    }

    private double angle(int rateHz, int index) {
        return 2 * Math.PI * hz * index / rateHz;
    }
}
