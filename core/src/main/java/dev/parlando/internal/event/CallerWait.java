package dev.parlando.internal.event;

import dev.parlando.error.InterruptedWaitException;
import dev.parlando.error.ParlandoException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits of a user's thread for the end of an utterance, which an interrupt ends. Stateless. */
public final class CallerWait {
    private CallerWait() {}

    /**
     * Waits for a result.
     *
     * @throws ParlandoException if the future failed
     * @throws InterruptedWaitException if the thread is interrupted; it stays so
     * @throws IllegalStateException on a shared thread
     */
    public static <T> T join(CompletableFuture<T> future) {
        EngineThread.checkMayWait("join()", "completion()");
        try {
            return future.get();
        } catch (ExecutionException failure) {
            throw ParlandoException.from(failure);
        } catch (InterruptedException interrupt) {
            throw interrupted();
        }
    }

    /** Waits for a result no longer than a limit; returns an empty value if there is none by then. */
    public static <T> Optional<T> join(CompletableFuture<T> future, Duration limit) {
        EngineThread.checkMayWait("join()", "completion()");
        try {
            return Optional.of(future.get(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS));
        } catch (TimeoutException still) {
            return Optional.empty();
        } catch (ExecutionException failure) {
            throw ParlandoException.from(failure);
        } catch (InterruptedException interrupt) {
            throw interrupted();
        }
    }

    private static InterruptedWaitException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedWaitException("the thread was interrupted while it waited for the end of an utterance, "
                + "which continues; end it with cancel() or stop()");
    }
}
