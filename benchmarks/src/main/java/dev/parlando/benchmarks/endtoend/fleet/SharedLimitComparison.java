package dev.parlando.benchmarks.endtoend.fleet;

import dev.parlando.benchmarks.rig.process.RedisProcess;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A comparison of the ways to share an account's limit among processes: the response headers alone, a counter in Redis,
 * and a fleet. More requests than the limit always wait. Needs {@code redis-server}.
 *
 * <p>Run with {@code java -cp benchmarks/target/benchmarks.jar
 * dev.parlando.benchmarks.endtoend.fleet.SharedLimitComparison [PROCESSES LIMITS QUEUES SECONDS WARM_UP_SECONDS]}, with
 * commas between several numbers. The default is the whole table, which takes three quarters of an hour.
 */
public final class SharedLimitComparison {
    private static final List<String> STRATEGIES = List.of("headers", "semaphore", "fleet");
    private static final double PACE = 3;
    private static final int CALLERS_PER_SLOT = 4;

    private SharedLimitComparison() {}

    /** Prints the rows of a table. */
    public static void main(String[] arguments) throws Exception {
        List<Integer> processes = numbers(arguments, 0, "4,16,50");
        List<Integer> limits = numbers(arguments, 1, "3,5,30,300");
        List<Integer> queues = numbers(arguments, 2, "0,300");
        long seconds = numbers(arguments, 3, "20").get(0);
        long warmUpSeconds = numbers(arguments, 4, "6").get(0);
        System.out.println(
                "| processes | limit | queue | limited by | spoken | failed | 429, % | used, % | LIVE p50, ms | LIVE p99 |"
                        + " PREFETCH p50 | calls of Redis per utterance |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (int count : processes) {
            for (int limit : limits) {
                for (int queue : queues) {
                    for (String strategy : STRATEGIES) {
                        System.out.println(row(count, limit, queue, strategy, seconds, warmUpSeconds));
                    }
                }
            }
        }
    }

    private static List<Integer> numbers(String[] arguments, int index, String standard) {
        String text = arguments.length > index ? arguments[index] : standard;
        return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
    }

    private static String row(int processes, int limit, int queue, String strategy, long seconds, long warmUpSeconds)
            throws IOException, InterruptedException {
        try (RedisProcess redis = RedisProcess.start();
                OfflineServerProcess service = OfflineServerProcess.start(limit, queue, PACE);
                SharedLimitEngines engines = new SharedLimitEngines()) {
            int callers = Math.max(2, (CALLERS_PER_SLOT * limit + processes - 1) / processes);
            for (int i = 0; i < processes; i++) {
                engines.start(service, strategy, redis.uri(), limit, callers);
            }
            engines.go();
            TimeUnit.SECONDS.sleep(warmUpSeconds);
            ServerLoad before = service.load();
            long callsBefore = redis.calls();
            TimeUnit.SECONDS.sleep(seconds);
            ServerLoad after = service.load();
            long calls = redis.calls() - callsBefore;
            return format(processes, limit, queue, strategy, before, after, calls, engines.stop());
        }
    }

    private static String format(
            int processes,
            int limit,
            int queue,
            String strategy,
            ServerLoad before,
            ServerLoad after,
            long calls,
            SharedLimitOutcome outcome) {
        long served = after.served() - before.served();
        long refused = after.refused() - before.refused();
        return String.format(
                Locale.ROOT,
                "| %d | %d | %d | %s | %d | %d | %.2f | %.1f | %d | %d | %d | %.1f |",
                processes,
                limit,
                queue,
                strategy,
                served,
                outcome.failed(),
                100.0 * refused / Math.max(1, served + refused),
                after.usedPercentSince(before),
                outcome.liveMillis(0.5),
                outcome.liveMillis(0.99),
                outcome.prefetchMillis(0.5),
                (double) calls / Math.max(1, served));
    }
}
