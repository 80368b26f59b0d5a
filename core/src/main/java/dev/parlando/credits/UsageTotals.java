package dev.parlando.credits;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Totals of several uses.
 *
 * <p>Threading: guarded by the lock of its {@link KeyMeter}.
 */
final class UsageTotals {
    private Instant firstUse;
    private Instant lastUse;
    private long credits;
    private long estimatedCredits;
    private long uses;

    UsageTotals(Instant firstTime) {
        firstUse = firstTime;
        lastUse = firstTime;
    }

    void add(Instant time, long used, boolean estimated) {
        credits = saturatedAdd(credits, used);
        estimatedCredits = estimated ? saturatedAdd(estimatedCredits, used) : estimatedCredits;
        uses++;
        firstUse = time.isBefore(firstUse) ? time : firstUse;
        lastUse = time.isAfter(lastUse) ? time : lastUse;
    }

    /** Adds two numbers that are not negative; saturates at {@link Long#MAX_VALUE}. */
    private static long saturatedAdd(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    CreditCount toCount(CreditSource source, String key, @Nullable String model) {
        return new CreditCount(source, key, model, credits, estimatedCredits, uses, firstUse, lastUse);
    }
}
