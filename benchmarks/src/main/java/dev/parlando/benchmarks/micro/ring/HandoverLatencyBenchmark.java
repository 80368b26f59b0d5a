package dev.parlando.benchmarks.micro.ring;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * A benchmark of the time from the publication of a chunk until it has reached the other thread.
 *
 * <p>The producer spins until it sees the arrival, so the time includes the return path between two cores. Chunks of
 * speech are milliseconds apart and find a sleeping consumer. The pause before each chunk reproduces this and is not
 * measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HandoverLatencyBenchmark {
    @Param({"ring-blocking", "ring-yielding", "ring-busy-spin", "array-blocking-queue", "linked-transfer-queue"})
    public String through = "ring-blocking";

    @Param({"0", "1000"})
    public long pauseMicros;

    private final Object chunk = new Object();

    @SuppressWarnings("NullAway.Init") // Initialized by `setUp()`.
    private Handover handover;

    private long published;

    @Setup
    public void setUp() {
        handover = Handover.named(through);
    }

    @Setup(Level.Invocation)
    public void pause() {
        if (pauseMicros > 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(pauseMicros));
        }
    }

    @TearDown
    public void tearDown() {
        handover.close();
    }

    /** Publishes one chunk and waits until it has arrived. */
    @Benchmark
    public void publishAndArrive() {
        handover.publish(chunk);
        published++;
        while (handover.arrived() < published) {
            Thread.onSpinWait();
        }
    }
}
