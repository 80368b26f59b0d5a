package dev.parlando.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.command.bench.result.StreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final long START_NANOS = 7_000_000_000L;

    private final List<StreamResult> results = new ArrayList<>();
    private final FakeClock clock = new FakeClock();

    /** A clock whose sleep returns immediately at the planned time, or later. */
    private static final class FakeClock implements BenchClock {
        private long nanos = START_NANOS;
        private long overslept;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleepUntil(long wanted, BooleanSupplier ended) {
            nanos = Math.max(nanos, wanted) + overslept;
        }
    }

    @Test
    void stalledServiceDoesNotDelayStarts() {
        HeldStreams stalled = new HeldStreams() {
            @Override
            public synchronized CompletableFuture<StreamResult> start(
                    PlannedStream stream, long runStartNanos, Long intendedNanos) {
                CompletableFuture<StreamResult> end = super.start(stream, runStartNanos, intendedNanos);
                if (started() == 5) { // No stream ends before all have started.
                    for (int i = 0; i < 5; i++) {
                        complete(i);
                    }
                }
                return end;
            }
        };
        new OpenLoop(4, clock).run(HeldStreams.planned(5), stalled, START_NANOS, results::add);
        assertThat(results)
                .extracting(StreamResult::intendedMicros)
                .containsExactly(0L, 250_000L, 500_000L, 750_000L, 1_000_000L);
    }

    @Test
    void lateStartDoesNotMoveLaterPlans() {
        clock.overslept = 900_000_000;
        HeldStreams held = new HeldStreams();
        CompletableFuture<Void> run = CompletableFuture.runAsync(
                () -> new OpenLoop(10, clock).run(HeldStreams.planned(3), held, START_NANOS, results::add));
        try {
            held.awaitStarted(3);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        for (int i = 0; i < 3; i++) {
            held.complete(i);
        }
        run.join();
        assertThat(results).extracting(StreamResult::intendedMicros).containsExactly(0L, 100_000L, 200_000L);
    }

    @Test
    void stopEndsWaitForNextStart() throws InterruptedException {
        HeldStreams held = new HeldStreams();
        OpenLoop loop = new OpenLoop(0.01, BenchClock.SYSTEM); // The second stream is due after 100 s.
        CompletableFuture<Void> run =
                CompletableFuture.runAsync(() -> loop.run(HeldStreams.planned(2), held, START_NANOS, results::add));
        held.awaitStarted(1);
        held.complete(0);
        loop.stop();
        run.join();
        assertThat(results).hasSize(1);
    }
}
