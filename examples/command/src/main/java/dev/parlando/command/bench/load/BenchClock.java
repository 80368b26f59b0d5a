package dev.parlando.command.bench.load;

import java.util.concurrent.locks.LockSupport;

/** A clock that starts streams at planned times. */
interface BenchClock {
    /** The clock of the JVM. */
    BenchClock SYSTEM = new BenchClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleepUntil(long nanos) {
            long left = nanos - nanoTime();
            while (left > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(this, left);
                left = nanos - nanoTime();
            }
        }
    };

    /** Returns the time of a monotonic clock, in nanoseconds. */
    long nanoTime();

    /** Waits until a time, or until the thread is interrupted. */
    void sleepUntil(long nanos);
}
