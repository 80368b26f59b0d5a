package dev.parlando.benchmarks.micro.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.mix.Mixer;
import dev.parlando.audio.mix.MixerLane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of 10 ms of all lanes at 48 kHz, from the writes into the lanes to the write into the sink. It includes one
 * handover to the mixing thread. The baseline adds the same samples without gain, ducking and positions.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MixerBenchmark {
    private static final PcmFormat FORMAT = new PcmFormat(48_000, 2);
    private static final int BLOCK_MILLIS = 10;

    @Param({"1", "10", "100"})
    public int lanes = 1;

    private final UnpacedSink sink = new UnpacedSink();
    private final List<MixerLane> open = new ArrayList<>();
    private final int audioFrames = FORMAT.audioFrames(BLOCK_MILLIS);
    private final short[] block = new short[audioFrames * FORMAT.channels()];
    private final int[] sums = new int[block.length];
    private final short[] added = new short[block.length];
    private Mixer mixer = Mixer.builder().sink(sink).format(FORMAT).build();

    @Setup
    public void setUp() {
        mixer.close();
        mixer = Mixer.builder().sink(sink).format(FORMAT).maxLanes(lanes).build();
        for (int i = 0; i < block.length; i++) {
            block[i] = (short) (i % 100);
        }
        for (int i = 0; i < lanes; i++) {
            MixerLane lane = mixer.lane("lane " + i);
            lane.open(FORMAT);
            open.add(lane);
        }
    }

    @TearDown
    public void tearDown() {
        open.forEach(MixerLane::close);
        mixer.close();
    }

    /** Writes a block into each lane and waits until the sink has received it. */
    @Benchmark
    public long mix() {
        long target = sink.writtenAudioFrames() + audioFrames;
        for (int lane = 0; lane < open.size(); lane++) {
            int written = open.get(lane).write(block, 0, audioFrames);
            if (written < audioFrames) {
                throw new IllegalStateException("lane " + lane + " accepted only " + written);
            }
        }
        while (sink.writtenAudioFrames() < target) {
            Thread.onSpinWait();
        }
        return target;
    }

    /** Adds as many blocks, limited to 16 bits. */
    @Benchmark
    public short[] bareAddition() {
        Arrays.fill(sums, 0);
        for (int lane = 0; lane < lanes; lane++) {
            for (int i = 0; i < block.length; i++) {
                sums[i] += block[i];
            }
        }
        for (int i = 0; i < block.length; i++) {
            added[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sums[i]));
        }
        return added;
    }
}
