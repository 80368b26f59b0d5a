package dev.parlando.command.bench.load;

import dev.parlando.audio.decode.PcmFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A meter of the silence before the first audible sample.
 *
 * <p>The first audible sample is the centre of the first window of 10 ms whose effective value, without its mean, exceeds
 * one percent of full scale. Windows start every millisecond. Source: the method of Coval's public benchmarks.
 *
 * <p>Confined to one thread. Keeps the samples up to the onset.
 */
final class SilenceMeter {
    private static final int WINDOW_MILLIS = 10;
    private static final double AUDIBLE = 0.01 * 32768;

    private final int channels;
    private final int windowFrames;
    private final int hopFrames;
    private short[] start = new short[4096];
    private int frames;
    private int hop;
    private int onset = -1;

    SilenceMeter(PcmFormat format) {
        channels = format.channels();
        windowFrames = format.audioFrames(WINDOW_MILLIS);
        hopFrames = Math.max(1, format.audioFrames(1));
    }

    /** Adds samples, interleaved by channel, of which the first channel counts. */
    void add(short[] samples, int count) {
        if (onset >= 0) {
            return;
        }
        int added = count / channels;
        if (frames + added > start.length) {
            start = Arrays.copyOf(start, Math.max(2 * start.length, frames + added));
        }
        for (int i = 0; i < added; i++) {
            start[frames++] = samples[i * channels];
        }
        findOnset(frames - windowFrames / 2);
    }

    /** Ends the stream, whose last sample then fills the last windows. */
    void finish() {
        findOnset(frames);
    }

    /** Returns the number of audio frames before the first audible one, or null if none was found. */
    @Nullable
    Integer silentAudioFrames() {
        return onset < 0 ? null : Integer.valueOf(onset);
    }

    private void findOnset(int endFrames) {
        while (onset < 0 && hop * hopFrames < endFrames) {
            int centre = hop * hopFrames;
            onset = isAudible(centre - windowFrames / 2) ? centre : -1;
            hop++;
        }
        if (onset >= 0) {
            start = new short[0];
        }
    }

    private boolean isAudible(int from) {
        double sum = 0;
        double squares = 0;
        for (int i = from; i < from + windowFrames; i++) {
            double sample = start[Math.max(0, Math.min(i, frames - 1))];
            sum += sample;
            squares += sample * sample;
        }
        double mean = sum / windowFrames;
        return squares / windowFrames - mean * mean > AUDIBLE * AUDIBLE;
    }
}
