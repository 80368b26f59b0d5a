package dev.parlando.credits;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sums up uses.
 *
 * <p>Threading: guarded by the lock of its key.
 */
final class Tally {
    private Instant firstUse;
    private Instant lastUse;
    private long credits;
    private long estimatedCredits;
    private long uses;

    Tally(Instant first) {
        firstUse = first;
        lastUse = first;
    }

    void add(Instant at, long used, boolean estimated) {
        credits = sum(credits, used);
        estimatedCredits = estimated ? sum(estimatedCredits, used) : estimatedCredits;
        uses++;
        firstUse = at.isBefore(firstUse) ? at : firstUse;
        lastUse = at.isAfter(lastUse) ? at : lastUse;
    }

    /** Adds numbers that are not negative; the sum stops at the greatest there is. */
    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    CreditCount count(CreditSource source, String key, @Nullable String model) {
        return new CreditCount(source, key, model, credits, estimatedCredits, uses, firstUse, lastUse);
    }
}
