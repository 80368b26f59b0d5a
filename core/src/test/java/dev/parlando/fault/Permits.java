package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.LimitSnapshot;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for expected states of the permits of an engine. Stateless. */
final class Permits {
    /** A pause between polls, which leaves the CPU to the awaited threads. */
    private static final long PAUSE_NANOS = 100_000;

    private Permits() {}

    /** Fails unless all permits are returned and no request is queued. */
    static void awaitNone(SpeechEngine engine) {
        awaitAll(engine, all -> all.stream().allMatch(limit -> limit.inFlight() == 0 && limit.queued() == 0));
    }

    /** Waits until the limit of the default model satisfies the predicate. */
    static LimitSnapshot await(SpeechEngine engine, Predicate<LimitSnapshot> expected) {
        return await(engine, null, expected);
    }

    /** Waits until the limit of a model satisfies the predicate, and returns it. */
    static LimitSnapshot await(SpeechEngine engine, @Nullable String modelId, Predicate<LimitSnapshot> expected) {
        awaitAll(engine, all -> expected.test(engine.governor().snapshot(modelId)));
        return engine.governor().snapshot(modelId);
    }

    private static void awaitAll(SpeechEngine engine, Predicate<List<LimitSnapshot>> expected) {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(FaultFixture.LIMIT_SECONDS);
        while (!expected.test(engine.governor().snapshots())) {
            if (System.nanoTime() - endNanos > 0) {
                throw new AssertionError("the permits are not as they must be: "
                        + engine.governor().snapshots());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
