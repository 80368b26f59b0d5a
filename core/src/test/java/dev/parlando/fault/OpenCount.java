package dev.parlando.fault;

/** Counts what is open, and lets a test wait until nothing is. Safe for use from any thread. */
final class OpenCount {
    private int open;

    synchronized void opened() {
        open++;
    }

    synchronized void closed() {
        open--;
        notifyAll();
    }

    /** Waits until nothing is open; returns what still is when the time is over. */
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
