package dev.parlando.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.command.bench.result.StreamResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private static final long START_NANOS = 7_000_000_000L;

    private final List<StreamResult> results = Collections.synchronizedList(new ArrayList<>());

    @Test
    void keepsStreamsInFlight() throws InterruptedException {
        HeldStreams held = new HeldStreams();
        CompletableFuture<Void> run = CompletableFuture.runAsync(
                () -> new ClosedLoop(3).run(HeldStreams.planned(7), held, START_NANOS, results::add));
        held.awaitStarted(3);
        assertThat(held.started()).isEqualTo(3);
        held.complete(0);
        held.awaitStarted(4);
        assertThat(held.started()).isEqualTo(4);
        for (int i = 1; i < 7; i++) {
            held.awaitStarted(i + 1);
            held.complete(i);
        }
        run.join();
        assertThat(results)
                .extracting(StreamResult::index)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 7).boxed().toList());
    }

    @Test
    void startsNoStreamAfterStop() throws InterruptedException {
        HeldStreams held = new HeldStreams();
        ClosedLoop loop = new ClosedLoop(1);
        CompletableFuture<Void> run =
                CompletableFuture.runAsync(() -> loop.run(HeldStreams.planned(7), held, START_NANOS, results::add));
        held.awaitStarted(1);
        loop.stop();
        held.complete(0);
        run.join();
        assertThat(held.started()).isEqualTo(1);
        assertThat(results).hasSize(1);
    }

    @Test
    void reportsFailureOfMeasurement() {
        StreamStarter broken = new HeldStreams() {
            @Override
            public synchronized CompletableFuture<StreamResult> start(
                    PlannedStream stream, long runStartNanos, Long intendedNanos) {
                return CompletableFuture.failedFuture(new IllegalStateException("broken"));
            }
        };
        assertThatThrownBy(() -> new ClosedLoop(1).run(HeldStreams.planned(1), broken, START_NANOS, results::add))
                .hasStackTraceContaining("broken");
    }
}
