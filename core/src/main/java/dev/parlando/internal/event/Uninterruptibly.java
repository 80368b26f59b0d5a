package dev.parlando.internal.event;

import java.util.concurrent.TimeUnit;

/** Waits that an interrupt does not shorten. The thread stays interrupted. Stateless. */
public final class Uninterruptibly {
    /** A wait with a time limit. */
    @FunctionalInterface
    public interface Wait {
        /** Waits up to {@code nanos}. */
        void await(long nanos) throws InterruptedException;
    }

    private Uninterruptibly() {}

    /** Waits up to {@code nanos} until a thread has ended, unless it is the caller's own. */
    public static void join(Thread thread, long nanos) {
        if (thread != Thread.currentThread()) {
            await(nanos, left -> TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(left, 1)));
        }
    }

    /** Runs a wait, again with the remaining time after each interrupt. */
    public static void await(long nanos, Wait wait) {
        long deadlineNanos = System.nanoTime() + nanos;
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try {
                wait.await(Math.max(0, deadlineNanos - System.nanoTime()));
                done = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
