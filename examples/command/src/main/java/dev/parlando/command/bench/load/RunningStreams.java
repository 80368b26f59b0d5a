package dev.parlando.command.bench.load;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams in flight, which the end of a run cancels. Safe for use from any thread. */
final class RunningStreams {
    private final Set<Runnable> cancellations = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** Adds a stream, and cancels it if the run has ended. */
    void add(Runnable cancellation) {
        cancellations.add(cancellation);
        if (cancelled) {
            cancellation.run();
        }
    }

    void remove(Runnable cancellation) {
        cancellations.remove(cancellation);
    }

    /** Cancels all streams, also those that are added later. */
    void cancelAll() {
        cancelled = true;
        cancellations.forEach(Runnable::run);
    }
}
