package dev.parlando.benchmarks.micro.limiter;

import dev.parlando.error.ParlandoException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.internal.limiter.ConcurrencyLimiter;
import dev.parlando.internal.limiter.EngineGovernor;
import dev.parlando.internal.limiter.PermitRequest;
import dev.parlando.network.RetryPolicy;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of acquiring and releasing one permit while permits are available. It compares the engine's limiter with
 * the JDK's semaphore and resilience4j's bulkhead.
 *
 * <p>By default one thread runs alone; {@code -t 4} makes four threads contend. {@code -prof gc} shows that none of
 * them allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PermitBenchmark {
    private static final int PERMITS = 10;

    private final EngineGovernor governor = EngineGovernor.create(
            GovernorSettings.DEFAULT.withInitialLimit(PERMITS),
            RetryPolicy.DEFAULT,
            () -> "account",
            System::nanoTime,
            () -> 0,
            (task, delayNanos) -> () -> {},
            Runnable::run);
    private final ConcurrencyLimiter limiter = governor.speechLimiter(null);
    private final Semaphore semaphore = new Semaphore(PERMITS);
    private final Semaphore fairSemaphore = new Semaphore(PERMITS, true);
    private final Bulkhead bulkhead = Bulkhead.of(
            "bulkhead", BulkheadConfig.custom().maxConcurrentCalls(PERMITS).build());

    /** The permit request of one thread. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init")
    public static class Request {
        private final Owner owner = new Owner();
        private PermitRequest permitRequest;

        /** Creates the permit request, which enters in each invocation. */
        @Setup
        public void create(PermitBenchmark benchmark) {
            permitRequest = benchmark.governor.newRequest(owner, Priority.NORMAL);
        }
    }

    private static final class Owner implements PermitRequest.Callback {
        private int admissions;

        @Override
        public void onPermit() {
            admissions++;
        }

        @Override
        public void onRefused(ParlandoException error) {
            throw error;
        }
    }

    /** Acquires and releases a permit of the engine's limiter. */
    @Benchmark
    public int limiter(Request request) {
        limiter.submit(request.permitRequest);
        limiter.release(request.permitRequest);
        return request.owner.admissions;
    }

    /** Acquires and releases a permit of a non-fair semaphore. */
    @Benchmark
    public void semaphore() throws InterruptedException {
        semaphore.acquire();
        semaphore.release();
    }

    /** Acquires and releases a permit of a semaphore that is first in, first out, like the engine's limiter. */
    @Benchmark
    public void fairSemaphore() throws InterruptedException {
        fairSemaphore.acquire();
        fairSemaphore.release();
    }

    /** Acquires and releases a permission of a bulkhead. */
    @Benchmark
    public boolean bulkhead() {
        boolean permitted = bulkhead.tryAcquirePermission();
        bulkhead.releasePermission();
        return permitted;
    }
}
