package dev.parlando.benchmarks.endtoend.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lets some engines speak at once to a service of their own, and measures until the last of them is done.
 *
 * <p>Threading: confined to the caller, but for one thread for each engine, which waits for it.
 */
final class FleetRun implements AutoCloseable {
    /** Waits for a member's next word. */
    private interface Call<T> {
        T ask(EngineProcess member) throws IOException;
    }

    /**
     * Tells what came of it. Immutable.
     *
     * @param outcome how the utterances went
     * @param load what the service counted
     * @param usedPercent which part of the limit was used while an utterance waited in any of the engines
     * @param seconds how long that was
     */
    record Result(FleetOutcome outcome, ServerLoad load, double usedPercent, double seconds) {}

    private final OfflineServerProcess service;
    private final List<EngineProcess> engineProcesses = new ArrayList<>();

    /** Starts the processes; the utterances are divided among the engines. */
    FleetRun(int limit, int queue, double pace, int engines, int utterances) throws IOException {
        service = OfflineServerProcess.start(limit, queue, pace);
        for (int i = 0; i < engines; i++) {
            engineProcesses.add(EngineProcess.start(service.baseUrl(), service.key(), utterances / engines));
        }
    }

    OfflineServerProcess service() {
        return service;
    }

    /** Lets them speak and measures; the caller may change the limit before it waits for the result. */
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
