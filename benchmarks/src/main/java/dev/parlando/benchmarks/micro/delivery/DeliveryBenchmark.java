package dev.parlando.benchmarks.micro.delivery;

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
 * A benchmark of one chunk of 960 bytes from the payload of a DATA frame to the handler, and of the credit that returns to
 * the loop. The chunks take turns over all streams.
 *
 * <p>{@code direct} is the baseline: the same work on the event loop, without another thread. {@code -prof gc} shows that
 * nothing is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DeliveryBenchmark {
    private static final int CHUNK_BYTES = 960;

    @Param({"direct", "ring-blocking", "ring-yielding", "ring-busy-spin"})
    public String path = "direct";

    @Param({"1", "10", "100", "500"})
    public int streams = 1;

    @SuppressWarnings("NullAway.Init") // Initialized by `setUp()`.
    private StreamRig rig;

    @Setup
    public void setUp() {
        rig = new StreamRig(path, streams, CHUNK_BYTES);
    }

    @TearDown
    public void tearDown() {
        rig.close();
    }

    /** Publishes a chunk of the next stream. */
    @Benchmark
    public long chunk() {
        return rig.publish();
    }
}
