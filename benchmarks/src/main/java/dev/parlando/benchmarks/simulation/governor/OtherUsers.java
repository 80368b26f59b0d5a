package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_SECOND;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Plays other users of the account, who come and go: at most as many as half of the limit, each with one stream at a time.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class OtherUsers {
    private final VirtualTime time;
    private final ServiceModel service;
    private final Streams streams;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final int most;
    private int wanted;
    private int present;

    OtherUsers(VirtualTime time, ServiceModel service, Streams streams, RandomGenerator random) {
        this.time = time;
        this.service = service;
        this.streams = streams;
        this.random = random;
        this.backoff = new Backoff(random);
        this.most = service.maximum() / 2;
    }

    /** Lets one come or go, about once a second, until the end. */
    void comeAndGo() {
        int step = random.nextBoolean() ? 1 : -1;
        wanted = Math.max(0, Math.min(most, wanted + step));
        if (present < wanted) {
            present++;
            service.arrive(new Speaking());
        }
        if (time.nanos() < Scenario.END_NANOS) {
            time.after((long) (random.nextExponential() * NANOS_PER_SECOND), this::comeAndGo);
        } else {
            wanted = 0;
        }
    }

    private void next() {
        if (present > wanted) {
            present--;
        } else {
            service.arrive(new Speaking());
        }
    }

    private final class Speaking implements ServiceModel.Request {
        private final long streamNanos = streams.nextNanos();

        @Override
        public long streamNanos() {
            return streamNanos;
        }

        @Override
        public void started(@Nullable ConcurrencyHead head) {}

        @Override
        public void ended() {
            time.after(0, OtherUsers.this::next);
        }

        @Override
        public void refused(Refused why) {
            time.after(backoff.nanos(1), OtherUsers.this::next);
        }
    }
}
