package dev.parlando.offline;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits in tests for what is sure to come, and fails them if it does not. */
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
