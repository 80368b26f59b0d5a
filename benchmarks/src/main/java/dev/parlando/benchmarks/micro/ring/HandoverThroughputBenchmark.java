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
 * Asks how many chunks a second can be handed to another thread when the producer never rests.
 *
 * <p>Both ends count: a producer that is ahead by {@value Handover#CAPACITY} waits. With {@code -prof gc} it shows what
 * is allocated for each chunk; for the ring, nothing.
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

    @SuppressWarnings("NullAway.Init") // By setUp().
    private Handover handover;

    @Setup
    public void setUp() {
        handover = Handover.named(through);
    }

    @TearDown
    public void tearDown() {
        handover.close();
    }

    /** Hands one chunk over. */
    @Benchmark
    public void publish() {
        handover.publish(chunk);
    }
}
