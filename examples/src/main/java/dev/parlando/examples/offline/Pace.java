package dev.parlando.examples.offline;

import dev.parlando.speech.OutputFormat;

/**
 * Holds one answer back so that it takes as long as its sound, or a part or multiple of that; confined to the event loop.
 */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LoopTime time;
    private final double nanosPerByte;
    private long startNanos;
    private long sentBytes;

    /**
     * Describes the pace of an answer that has not begun.
     *
     * @param time what to measure with
     * @param factor how many times as fast as its sound the answer is sent; 0 for as fast as it is made
     * @param format of its bytes
     */
    Pace(LoopTime time, double factor, OutputFormat format) {
        this.time = time;
        nanosPerByte = factor == 0 ? 0 : NANOS_PER_SECOND / bytesPerSecond(format) / factor;
    }

    private static int bytesPerSecond(OutputFormat format) {
        return switch (format.codec()) {
            case PCM, WAV -> 2 * format.sampleRateHz();
            case ULAW, ALAW -> format.sampleRateHz();
            case MP3, OPUS, OTHER -> format.bitrateKbps() * 1000 / 8;
        };
    }

    void sent(int bytes) {
        if (sentBytes == 0) {
            startNanos = time.nanoTime();
        }
        sentBytes += bytes;
    }

    /** Returns how long to wait until more, or the end, is due; 0 or less if it is due now. */
    long earlyNanos() {
        return sentBytes == 0 ? 0 : (long) (sentBytes * nanosPerByte) - (time.nanoTime() - startNanos);
    }
}
