package dev.parlando.benchmarks.micro.resample;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.resample.FilterCache;
import dev.parlando.audio.resample.FormatConverter;
import java.util.Arrays;

/** The resampler of this library, fed with pieces of 20 ms like arriving audio. */
final class ParlandoConverter implements RateConverter {
    private static final int PIECE_MILLIS = 20;

    private final FilterCache tables = new FilterCache();

    @Override
    public short[] convert(short[] samples, int fromHz, int toHz) {
        PcmFormat from = new PcmFormat(fromHz, 1);
        FormatConverter converter = new FormatConverter(from, new PcmFormat(toHz, 1), tables);
        int length = from.audioFrames(PIECE_MILLIS);
        short[] piece = new short[length];
        short[] made = new short[converter.maxOutputSamples(length)];
        short[] all = new short[converter.maxOutputSamples(samples.length)];
        int produced = 0;
        for (int at = 0; at < samples.length; at += length) {
            int count = Math.min(length, samples.length - at);
            System.arraycopy(samples, at, piece, 0, count);
            produced = add(all, produced, made, converter.convert(piece, count, made));
        }
        return Arrays.copyOf(all, add(all, produced, made, converter.finish(made)));
    }

    private static int add(short[] all, int at, short[] made, int count) {
        System.arraycopy(made, 0, all, at, count);
        return at + count;
    }
}
