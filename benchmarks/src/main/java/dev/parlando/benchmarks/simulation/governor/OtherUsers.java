package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Other users of the account that come and go. They use at most half of the limit, with one stream each.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
 */
final class OtherUsers {
    private final VirtualTime time;
    private final ServiceModel service;
    private final StreamDurations streams;
    private final RandomGenerator random;
    private final ClientBackoff backoff;
    private final int maxUsers;
    private int target;
    private int present;

    OtherUsers(VirtualTime time, ServiceModel service, StreamDurations streams, RandomGenerator random) {
        this.time = time;
        this.service = service;
        this.streams = streams;
        this.random = random;
        this.backoff = new ClientBackoff(random);
        this.maxUsers = service.maximum() / 2;
    }

    /** Adds or removes a user about once a second, until the end of the scenario. */
    void randomWalk() {
        int step = random.nextBoolean() ? 1 : -1;
        target = Math.max(0, Math.min(maxUsers, target + step));
        if (present < target) {
            present++;
            service.arrive(new Stream());
        }
        if (time.nanoTime() < GovernorScenario.END_NANOS) {
            time.schedule((long) (random.nextExponential() * NANOS_PER_SECOND), this::randomWalk);
        } else {
            target = 0;
        }
    }

    private void next() {
        if (present > target) {
            present--;
        } else {
            service.arrive(new Stream());
        }
    }

    private final class Stream implements ServiceModel.Request {
        private final long streamNanos = streams.nextNanos();

        @Override
        public long streamNanos() {
            return streamNanos;
        }

        @Override
        public void started(@Nullable ConcurrencyHeaders head) {}

        @Override
        public void ended() {
            time.schedule(0, OtherUsers.this::next);
        }

        @Override
        public void refused(RefusalReason why) {
            time.schedule(backoff.nanos(1), OtherUsers.this::next);
        }
    }
}
