package dev.parlando.offline;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions in tests, and fails the test if a condition is not met in time. */
final class Waiting {
    private static final long LIMIT_SECONDS = 30;

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNanos > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                throw new AssertionError("nothing came within " + LIMIT_SECONDS + " s");
            }
            Thread.onSpinWait();
        }
    }
}
