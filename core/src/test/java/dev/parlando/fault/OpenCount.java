package dev.parlando.fault;

/** Counts open resources and lets a test wait until all are closed. Safe for use from any thread. */
final class OpenCount {
    private int open;

    synchronized void opened() {
        open++;
    }

    synchronized void closed() {
        open--;
        notifyAll();
    }

    /** Waits until the count is zero, and returns the count at that time or at the timeout. */
    synchronized int awaitNone(long limitMillis) {
        long deadlineNanos = System.nanoTime() + limitMillis * 1_000_000;
        long leftMillis = limitMillis;
        try {
            while (open > 0 && leftMillis > 0) {
                wait(leftMillis);
                leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return open;
    }
}
