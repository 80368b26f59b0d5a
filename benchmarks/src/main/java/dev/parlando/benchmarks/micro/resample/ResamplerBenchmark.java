package dev.parlando.benchmarks.micro.resample;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.resample.FormatConverter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of resampling one piece of 20 ms, as it arrives from a stream. The baseline interpolates linearly between
 * neighbours, which costs little and aliases. {@link ResamplerComparison} judges the quality.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResamplerBenchmark {
    private static final int PIECE_MILLIS = 20;

    @Param({"24000-48000", "44100-48000", "8000-48000", "24000-8000"})
    public String rates = "24000-48000";

    private int inHz;
    private int outHz;
    private FormatConverter converter = new FormatConverter(new PcmFormat(8_000, 1), new PcmFormat(8_000, 1));
    private short[] piece = {};
    private short[] output = {};

    @Setup
    public void setUp() {
        String[] pair = rates.split("-", 2);
        inHz = Integer.parseInt(pair[0]);
        outHz = Integer.parseInt(pair[1]);
        converter = new FormatConverter(new PcmFormat(inHz, 1), new PcmFormat(outHz, 1));
        piece = new short[inHz * PIECE_MILLIS / 1000];
        for (int i = 0; i < piece.length; i++) {
            piece[i] = (short) Math.round(20_000 * Math.sin(i * 0.05));
        }
        output = new short[converter.maxOutputSamples(piece.length)];
    }

    /** Resamples one piece. Returns a sum, so that the compiler cannot eliminate the work. */
    @Benchmark
    public int resample() {
        int made = converter.convert(piece, piece.length, output);
        return made + output[made - 1];
    }

    /** Interpolates one piece. */
    @Benchmark
    public int linearInterpolation() {
        int made = (int) ((long) piece.length * outHz / inHz);
        for (int i = 0; i < made; i++) {
            long position = (long) i * inHz;
            int index = (int) (position / outHz);
            int next = Math.min(index + 1, piece.length - 1);
            long weight = position % outHz;
            output[i] = (short) ((piece[index] * (outHz - weight) + piece[next] * weight) / outHz);
        }
        return made + output[made - 1];
    }
}
