package dev.parlando.internal.limiter;

/** A scheduler of tasks. Implementations are safe for use from any thread. */
@FunctionalInterface
public interface Scheduler {
    /**
     * Runs a task once after a delay, on a thread that it must not block.
     *
     * @return a command that cancels the task and does nothing once the task has run
     */
    Runnable schedule(Runnable task, long delayNanos);
}
