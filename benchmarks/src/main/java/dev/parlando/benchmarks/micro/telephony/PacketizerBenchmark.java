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
 * A benchmark of one leg from the chunk of a stream to the packet sink: the bytes are cut into packets, which are then
 * sent. {@link PacerTickBenchmark} has the cost of the pace thread alone. {@code -prof gc} shows that nothing is
 * allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PacketizerBenchmark {
    /** The size of a chunk: one packet, ten packets, and half of a leg's buffer. */
    @Param({"1", "10", "40"})
    public int packets;

    private final ManualLegs leg = new ManualLegs(1);
    private BytesChunk chunk = new BytesChunk(ByteBuffer.allocateDirect(0));

    @Setup
    public void setUp() {
        chunk = new BytesChunk(ByteBuffer.allocateDirect(packets * ManualLegs.PAYLOAD_BYTES));
    }

    /** Cuts one chunk into packets and sends them. Returns the bytes sent so far. */
    @Benchmark
    public long send() {
        leg.receive(chunk);
        return leg.send(packets);
    }
}
