package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A loop that keeps a number of streams in flight: each stream starts when an earlier one has ended. */
final class ClosedLoop implements LoadLoop {
    private final int concurrency;
    private volatile boolean stopped;

    ClosedLoop(int concurrency) {
        this.concurrency = concurrency;
    }

    @Override
    public void run(
            List<PlannedStream> streams, StreamStarter starter, long runStartNanos, Consumer<StreamResult> onResult) {
        AtomicInteger next = new AtomicInteger();
        Runnable client = () -> {
            int index;
            while (!stopped && (index = next.getAndIncrement()) < streams.size()) {
                onResult.accept(
                        starter.start(streams.get(index), runStartNanos, null).join());
            }
        };
        ExecutorService clients = Executors.newCachedThreadPool(BenchThreads.named("parlando-bench"));
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < Math.min(concurrency, streams.size()); i++) {
                ends.add(clients.submit(client));
            }
            await(ends);
        } finally {
            clients.shutdown();
        }
    }

    private static void await(List<Future<?>> ends) {
        try {
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
