package dev.parlando.benchmarks.endtoend.fleet;

import dev.parlando.benchmarks.endtoend.fleet.FleetRun.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A benchmark over real HTTP/2 of the governor's use of an account's limit. Four engines share it in four processes,
 * one engine uses it alone, and the limit changes while they stream. Exits with 1 if a target is missed.
 *
 * <p>Run with {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endtoend.fleet.AccountSharing [QUEUE]}, where
 * QUEUE is the number of requests that the service queues before it refuses one.
 */
public final class AccountSharing {
    private static final int LIMIT = 5;
    private static final int HIGH = 10;
    private static final int LOW = 3;
    private static final double PACE = 4;
    private static final int UTTERANCES = 400;
    private static final int UTTERANCES_WITH_CHANGES = 240;
    private static final int MEMBERS = 4;
    private static final double MOST_REFUSED_PERCENT = 1;
    private static final double LEAST_USED_PERCENT = 95;
    private static final long PHASE_SECONDS = 5;

    private final int queue;
    private final List<String> missedTargets = new ArrayList<>();

    private AccountSharing(int queue) {
        this.queue = queue;
    }

    /** Prints a line for each round. */
    public static void main(String[] arguments) throws Exception {
        AccountSharing fleet = new AccountSharing(arguments.length > 0 ? Integer.parseInt(arguments[0]) : LIMIT);
        fleet.share("four engines, one account", MEMBERS, UTTERANCES, MOST_REFUSED_PERCENT);
        fleet.share("one engine alone", 1, UTTERANCES / MEMBERS, 0);
        fleet.change("one engine, limit changes", 1);
        fleet.change("four engines, limit changes", MEMBERS);
        fleet.missedTargets.forEach(target -> System.out.println("MISSED: " + target));
        System.out.println(
                fleet.missedTargets.isEmpty() ? "all targets met" : fleet.missedTargets.size() + " targets missed");
        System.exit(fleet.missedTargets.isEmpty() ? 0 : 1);
    }

    private void share(String name, int engines, int utterances, double mostRefusedPercent) throws IOException {
        try (FleetRun round = new FleetRun(LIMIT, queue, PACE, engines, utterances)) {
            Result result = round.run().join();
            print(name, result);
            require(result.outcome().failed() == 0, name + ": nothing fails");
            require(result.outcome().complete() == utterances, name + ": all is spoken");
            require(
                    result.load().refusedPercent() <= mostRefusedPercent,
                    name + ": " + mostRefusedPercent + " % refused");
            require(result.usedPercent() >= LEAST_USED_PERCENT, name + ": " + LEAST_USED_PERCENT + " % used");
        }
    }

    private void change(String name, int engines) throws IOException {
        try (FleetRun round = new FleetRun(HIGH, queue, PACE, engines, UTTERANCES_WITH_CHANGES)) {
            CompletableFuture<Result> running = round.run();
            pause(PHASE_SECONDS);
            LimitChangeProbe lower = new LimitChangeProbe(round.service(), LOW, engines);
            pause(PHASE_SECONDS);
            LimitChangeProbe higher = new LimitChangeProbe(round.service(), HIGH, engines);
            Result result = running.join();
            print(name, result);
            double streamMillis = result.outcome().meanStreamMillis();
            System.out.println("  " + lower.describe(streamMillis));
            System.out.println("  " + higher.describe(streamMillis));
            require(result.outcome().failed() == 0, name + ": nothing fails");
        }
    }

    private static void pause(long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void print(String name, Result result) {
        ServerLoad load = result.load();
        System.out.printf(
                Locale.ROOT,
                "%-28s %d spoken, %d failed; %d requests, %d x 429 (%.2f %%); %.1f %% of the limit used while requests waited"
                        + " (%.1f s); at most %d ran; a stream took %.0f ms%n",
                name,
                result.outcome().complete(),
                result.outcome().failed(),
                load.requests(),
                load.refused(),
                load.refusedPercent(),
                result.usedPercent(),
                result.seconds(),
                load.highestRunning(),
                result.outcome().meanStreamMillis());
    }

    private void require(boolean met, String target) {
        if (!met) {
            missedTargets.add(target);
        }
    }
}
