package dev.parlando.benchmarks.micro.ring;

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
 * A benchmark of the rate at which a producer without pauses can hand chunks to another thread.
 *
 * <p>The rate includes the consumer, because a producer that is {@value Handover#CAPACITY} chunks ahead waits.
 * {@code -prof gc} shows the bytes allocated per chunk, which are zero for the ring.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HandoverThroughputBenchmark {
    @Param({"ring-blocking", "ring-yielding", "ring-busy-spin", "array-blocking-queue", "linked-transfer-queue"})
    public String through = "ring-blocking";

    private final Object chunk = new Object();

    @SuppressWarnings("NullAway.Init") // Initialized by `setUp()`.
    private Handover handover;

    @Setup
    public void setUp() {
        handover = Handover.named(through);
    }

    @TearDown
    public void tearDown() {
        handover.close();
    }

    /** Publishes one chunk. */
    @Benchmark
    public void publish() {
        handover.publish(chunk);
    }
}
