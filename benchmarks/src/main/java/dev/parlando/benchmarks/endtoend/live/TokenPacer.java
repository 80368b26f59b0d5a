package dev.parlando.benchmarks.endtoend.live;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A scripted language model that writes a token every 30 ms, on the schedule of its first one.
 *
 * <p>Threading: the calling thread writes and sleeps.
 */
final class TokenPacer {
    /** The time between two tokens. */
    static final int TOKEN_MILLIS = 30;

    private final LongSupplier clock;
    private final LongConsumer sleeper;

    /**
     * Creates a model.
     *
     * @param clock returns the time in nanoseconds
     * @param sleeper waits for a number of nanoseconds, and may return early
     */
    TokenPacer(LongSupplier clock, LongConsumer sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Returns a model on the clock of the system. */
    static TokenPacer ofSystem() {
        return new TokenPacer(System::nanoTime, LockSupport::parkNanos);
    }

    /** Writes all tokens and returns the time immediately before the first one. */
    long write(List<String> tokens, Consumer<String> writer) {
        long startNanos = clock.getAsLong();
        for (int i = 0; i < tokens.size(); i++) {
            long dueNanos = startNanos + TimeUnit.MILLISECONDS.toNanos((long) i * TOKEN_MILLIS);
            for (long left = dueNanos - clock.getAsLong(); left > 0; left = dueNanos - clock.getAsLong()) {
                sleeper.accept(left);
            }
            writer.accept(tokens.get(i));
        }
        return startNanos;
    }
}
