package dev.parlando.benchmarks.endtoend.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One measurement of several engines that stream concurrently from their own service.
 *
 * <p>Threading: confined to the calling thread, except for one thread per engine that waits for its output.
 */
final class FleetRun implements AutoCloseable {
    /** A blocking call to one member. */
    private interface Call<T> {
        T ask(EngineProcess member) throws IOException;
    }

    /**
     * The result of a round. Immutable.
     *
     * @param outcome the outcome of the utterances
     * @param load the counters of the service
     * @param usedPercent the share of the limit that was used while any engine had queued utterances
     * @param seconds the duration of that period
     */
    record Result(FleetOutcome outcome, ServerLoad load, double usedPercent, double seconds) {}

    private final OfflineServerProcess service;
    private final List<EngineProcess> engineProcesses = new ArrayList<>();

    /** Starts the processes and divides the utterances equally among the engines. */
    FleetRun(int limit, int queue, double pace, int engines, int utterances) throws IOException {
        service = OfflineServerProcess.start(limit, queue, pace);
        for (int i = 0; i < engines; i++) {
            engineProcesses.add(EngineProcess.start(service.baseUrl(), service.key(), utterances / engines));
        }
    }

    OfflineServerProcess service() {
        return service;
    }

    /** Starts the utterances and measures. The caller may change the limit before it waits for the result. */
    CompletableFuture<Result> run() throws IOException {
        each(member -> {
                    member.submit();
                    return member;
                })
                .join();
        ServerLoad begun = service.load();
        long beganNanos = System.nanoTime();
        return each(member -> {
                    member.awaitAllPermitted();
                    return member;
                })
                .thenApply(all -> {
                    ServerLoad noneWaits = load();
                    double seconds = (System.nanoTime() - beganNanos) / 1e9;
                    List<FleetOutcome> outcomes = each(EngineProcess::outcome).join();
                    return new Result(FleetOutcome.sum(outcomes), load(), noneWaits.usedPercentSince(begun), seconds);
                });
    }

    private ServerLoad load() {
        try {
            return service.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> CompletableFuture<List<T>> each(Call<T> wait) {
        List<CompletableFuture<T>> asked = engineProcesses.stream()
                .map(member -> CompletableFuture.supplyAsync(() -> ask(member, wait), FleetRun::inThread))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
    }

    private static void inThread(Runnable task) {
        Thread thread = new Thread(task, "member");
        thread.setDaemon(true);
        thread.start();
    }

    private static <T> T ask(EngineProcess member, Call<T> wait) {
        try {
            return wait.ask(member);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        engineProcesses.forEach(EngineProcess::close);
        service.close();
    }
}
