package dev.parlando.internal.event;

/** Waits that an interrupt does not shorten. The thread stays interrupted. Stateless. */
public final class Uninterruptibly {
    /** A wait with a time limit. */
    @FunctionalInterface
    public interface Wait {
        /** Waits up to {@code nanos}. */
        void await(long nanos) throws InterruptedException;
    }

    private Uninterruptibly() {}

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
