package dev.parlando.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * The failures of one tier of a cache, which are counted, and logged once until the tier works again.
 *
 * <p>Threading: safe for use from any thread.
 */
final class TierFailures {
    private static final System.Logger LOG = System.getLogger(CachedSpeech.class.getName());

    private final LongAdder count;
    private final String tier;
    private final AtomicBoolean logged = new AtomicBoolean();

    TierFailures(LongAdder count, String tier) {
        this.count = count;
        this.tier = tier;
    }

    void onFailure(Throwable failure) {
        if (!logged.getAndSet(true)) {
            LOG.log(System.Logger.Level.WARNING, () -> "the speech cache cannot use " + tier + ": " + failure);
        }
        count.increment();
    }

    void onSuccess() {
        logged.set(false);
    }
}
