package dev.parlando.benchmarks.endtoend.fleet;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A change of a running service's limit, with the time until the engines comply.
 *
 * <p>Threading: confined to the calling thread.
 */
final class LimitChangeProbe {
    private static final long GIVEN_UP_SECONDS = 15;
    private static final long POLL_MILLIS = 5;
    private static final long NEVER = -1;

    private final String name;
    private final long runningMillis;
    private final long settledMillis;

    /**
     * Changes the limit and waits until the engines comply.
     *
     * @param engines the number of engines, each of which may always have one request at the service
     */
    LimitChangeProbe(OfflineServerProcess service, int limit, int engines) throws IOException {
        int before = service.load().running();
        name = before + " -> " + limit;
        service.limit(limit);
        long startNanos = System.nanoTime();
        int most = Math.max(limit, engines);
        if (before < limit) {
            runningMillis = awaitLoad(service, startNanos, load -> load.running() >= limit);
            settledMillis = runningMillis;
        } else {
            runningMillis = awaitLoad(service, startNanos, load -> load.running() <= limit);
            settledMillis = awaitLoad(service, startNanos, load -> load.running() + load.queued() <= most);
        }
    }

    private static long awaitLoad(OfflineServerProcess service, long startNanos, Predicate<ServerLoad> reached)
            throws IOException {
        while (!reached.test(service.load())) {
            if (System.nanoTime() - startNanos > TimeUnit.SECONDS.toNanos(GIVEN_UP_SECONDS)) {
                return NEVER;
            }
            sleep();
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Describes how long the number of running requests and the number of queued requests took to comply, in
     * milliseconds and in mean stream durations.
     */
    String describe(double streamMillis) {
        String running = name + ": reached after " + describe(runningMillis, streamMillis);
        return runningMillis == settledMillis
                ? running
                : running + ", no excess request queued after " + describe(settledMillis, streamMillis);
    }

    private static String describe(long millis, double streamMillis) {
        return millis == NEVER
                ? "more than " + GIVEN_UP_SECONDS + " s"
                : String.format(Locale.ROOT, "%d ms (%.1f streams)", millis, millis / streamMillis);
    }
}
