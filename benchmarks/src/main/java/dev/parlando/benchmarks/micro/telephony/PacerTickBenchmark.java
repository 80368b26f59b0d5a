package dev.parlando.benchmarks.micro.telephony;

import dev.parlando.fault.BytesChunk;
import java.nio.ByteBuffer;
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
 * A benchmark of the pace thread for one packet time of all legs, without sockets.
 *
 * <p>Silence is the baseline: the difference is the cost of a packet of speech. {@code -prof gc} shows that nothing is
 * allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PacerTickBenchmark {
    @Param({"1", "100", "500"})
    public int legs;

    private final BytesChunk chunk = new BytesChunk(ByteBuffer.allocateDirect(ManualLegs.PAYLOAD_BYTES));
    private ManualLegs manual = new ManualLegs(0);

    @Setup
    public void setUp() {
        manual = new ManualLegs(legs);
    }

    /** Sends a packet of silence per leg. Returns the bytes sent so far. */
    @Benchmark
    public long silence() {
        return manual.send(1);
    }

    /** Receives a chunk of one packet per leg and sends it. Returns the bytes sent so far. */
    @Benchmark
    public long speech() {
        manual.receive(chunk);
        return manual.send(1);
    }
}
