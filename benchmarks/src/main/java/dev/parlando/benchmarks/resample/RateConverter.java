package dev.parlando.benchmarks.resample;

import java.io.IOException;

/** Changes the sample rate of a whole mono recording. */
interface RateConverter {
    short[] convert(short[] samples, int fromHz, int toHz) throws IOException;
}
