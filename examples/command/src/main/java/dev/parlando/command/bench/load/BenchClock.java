package dev.parlando.command.bench.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A clock that starts streams at planned times. */
interface BenchClock {
    /** The clock of the JVM. */
    BenchClock SYSTEM = new BenchClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleepUntil(long nanos, BooleanSupplier ended) {
            long left = nanos - nanoTime();
            while (left > 0 && !ended.getAsBoolean()) {
                LockSupport.parkNanos(this, left);
                left = nanos - nanoTime();
            }
        }
    };

    /** Returns the time of a monotonic clock, in nanoseconds. */
    long nanoTime();

    /** Waits until a time, or until a condition holds after the thread was unparked. */
    void sleepUntil(long nanos, BooleanSupplier ended);
}
