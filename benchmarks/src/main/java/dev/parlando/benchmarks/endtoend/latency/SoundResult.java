package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.benchmarks.endtoend.latency.CardRecorder.Recording;
import org.HdrHistogram.Histogram;

/** The measured results of one client. Confined to the main thread. */
final class SoundResult {
    /** The shortest stretch of zeros that counts as a gap. */
    private static final int GAP_MILLIS = 5;

    private final Histogram micros = new Histogram(3);
    private final Histogram blockMicros = new Histogram(3);
    private int runs;
    private int gaps;
    private int underruns;

    /** Adds a run, which may have been silent, and the underruns that the client counted during it. */
    void add(Recording take, long firstWriteNanos, int underrunsCounted) {
        runs++;
        underruns += underrunsCounted;
        short[] samples = take.samples();
        int onset = onset(samples);
        if (onset < samples.length) {
            micros.recordValue(Math.max(0, take.nanos(onset) - firstWriteNanos) / 1000);
            blockMicros.recordValue(Math.round(take.blockMillis() * 1000));
            gaps += gaps(samples, onset);
        }
    }

    private static int onset(short[] samples) {
        int onset = 0;
        while (onset < samples.length && Math.abs(samples[onset]) < LoudSpeech.THRESHOLD) {
            onset++;
        }
        return onset;
    }

    /** Counts stretches of zeros that are followed by sound. The speech itself has none because of its hum. */
    private static int gaps(short[] samples, int onset) {
        int found = 0;
        int zeros = 0;
        for (int i = onset; i < samples.length; i++) {
            if (samples[i] == 0) {
                zeros++;
            } else {
                found += zeros >= GAP_MILLIS * CardRecorder.RATE_HZ / 1000 ? 1 : 0;
                zeros = 0;
            }
        }
        return found;
    }

    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    /** Returns the median block of the card while this client played. */
    double blockMillis() {
        return blockMicros.getValueAtPercentile(50) / 1e3;
    }

    int runs() {
        return runs;
    }

    int gaps() {
        return gaps;
    }

    int underruns() {
        return underruns;
    }

    long missed() {
        return runs - micros.getTotalCount();
    }
}
