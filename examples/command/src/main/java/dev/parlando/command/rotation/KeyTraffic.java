package dev.parlando.command.rotation;

import dev.parlando.account.AccountKey;
import org.jspecify.annotations.Nullable;

/** Holds what was seen of the traffic on an old and a new key. Owned by the thread that rotates the key. */
final class KeyTraffic {
    private final long countAtStart;
    private @Nullable AccountKey oldKey;
    private @Nullable AccountKey newKey;
    private long quietSinceNanos;
    private boolean observed;

    /** Begins with what the old key had used before there was another. */
    KeyTraffic(long countAtStart, long nowNanos) {
        this.countAtStart = countAtStart;
        this.quietSinceNanos = nowNanos;
    }

    /** Takes in what the service lists now; null for a key that it does not list. Returns whether that is news. */
    boolean update(@Nullable AccountKey oldNow, @Nullable AccountKey newNow, long nowNanos) {
        boolean oldMoved = observed && used(oldNow) != used(oldKey);
        boolean newArrived = used(newKey) == 0 && used(newNow) > 0;
        boolean changed = !observed || oldMoved || newArrived;
        oldKey = oldNow;
        newKey = newNow;
        observed = true;
        if (oldMoved) {
            quietSinceNanos = nowNanos;
        }
        return changed;
    }

    long quietNanos(long nowNanos) {
        return nowNanos - quietSinceNanos;
    }

    /** Returns whether the service would accept the new key. */
    boolean isNewKeyGood() {
        return newKey != null && !newKey.disabled();
    }

    boolean isOldKeyGone() {
        return observed && oldKey == null;
    }

    /** Returns whether the new key was used, as it must have been if the old one was since this began. */
    boolean isNewKeyUsed() {
        return used(newKey) > 0 || used(oldKey) <= countAtStart;
    }

    /** Returns both counts in words. */
    String describe() {
        return "the old key has used " + used(oldKey) + " credits, the new one " + used(newKey);
    }

    static long used(@Nullable AccountKey key) {
        Long count = key == null ? null : key.characterCount();
        return count == null ? 0 : count;
    }
}
