package dev.parlando.internal.limiter;

/** Sets alarms. Implementations are safe for use from any thread. */
@FunctionalInterface
public interface Scheduler {
    /**
     * Runs a task once, later, on a thread that it must not block.
     *
     * @return cancels it; does nothing once it ran
     */
    Runnable schedule(Runnable task, long delayNanos);
}
