package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A loop that starts streams at planned times, regardless of the streams in flight. A slow service therefore does not
 * slow the load, and its whole delay is in the latencies, which count from the planned times.
 *
 * <p>Threading: one thread runs it; any thread may stop it.
 */
final class OpenLoop implements LoadLoop {
    private final double perSecond;
    private final BenchClock clock;
    private volatile boolean stopped;
    private volatile @Nullable Thread runner;

    OpenLoop(double perSecond, BenchClock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    @Override
    public void run(
            List<PlannedStream> streams, StreamStarter starter, long runStartNanos, Consumer<StreamResult> onResult) {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        double periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        runner = Thread.currentThread();
        long startNanos = clock.nanoTime();
        for (PlannedStream stream : streams) {
            long intendedNanos = startNanos + Math.round(stream.index() * periodNanos);
            clock.sleepUntil(intendedNanos, () -> stopped);
            if (stopped) {
                break;
            }
            ends.add(starter.start(stream, runStartNanos, intendedNanos).thenAccept(onResult));
        }
        runner = null;
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
    }

    @Override
    public void stop() {
        stopped = true;
        LockSupport.unpark(runner);
    }
}
