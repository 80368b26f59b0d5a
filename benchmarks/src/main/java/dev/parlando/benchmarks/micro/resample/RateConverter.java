package dev.parlando.benchmarks.micro.resample;

import java.io.IOException;

/** A converter of the sample rate of a whole mono recording. */
interface RateConverter {
    short[] convert(short[] samples, int fromHz, int toHz) throws IOException;
}
