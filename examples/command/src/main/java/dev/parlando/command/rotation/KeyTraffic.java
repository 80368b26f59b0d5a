package dev.parlando.command.rotation;

import dev.parlando.account.AccountKey;
import org.jspecify.annotations.Nullable;

/** The observed usage of the old and the new key. Owned by the thread that rotates the key. */
final class KeyTraffic {
    private final long countAtStart;
    private @Nullable AccountKey oldKey;
    private @Nullable AccountKey newKey;
    private long quietSinceNanos;
    private boolean observed;

    /**
     * Creates an observation; {@code countAtStart} is the number of credits used by the old key before the rotation.
     */
    KeyTraffic(long countAtStart, long nowNanos) {
        this.countAtStart = countAtStart;
        this.quietSinceNanos = nowNanos;
    }

    /** Records the current listing, with null for an unlisted key. Returns whether the usage changed. */
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

    /**
     * Returns whether the usage has moved: the new key was used, or the old key was not used since the rotation
     * started.
     */
    boolean isNewKeyUsed() {
        return used(newKey) > 0 || used(oldKey) <= countAtStart;
    }

    /** Returns a description of both counts. */
    String describe() {
        return "the old key has used " + used(oldKey) + " credits, the new one " + used(newKey);
    }

    static long used(@Nullable AccountKey key) {
        Long count = key == null ? null : key.characterCount();
        return count == null ? 0 : count;
    }
}
