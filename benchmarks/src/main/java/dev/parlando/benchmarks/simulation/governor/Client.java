package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_MILLI;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Carries the requests of one strategy over a network that takes 10 to 40 ms each way.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class Client implements Outlet {
    private static final long LEAST_DELAY_NANOS = 10 * NANOS_PER_MILLI;
    private static final long MOST_DELAY_NANOS = 40 * NANOS_PER_MILLI;
    private static final long LEAST_TO_FIRST_BYTE_NANOS = 75 * NANOS_PER_MILLI;
    private static final long MOST_TO_FIRST_BYTE_NANOS = 250 * NANOS_PER_MILLI;

    private final VirtualTime time;
    private final ServiceModel service;
    private final RandomGenerator random;
    private final Meter meter;
    private final Strategy strategy;
    private int completed;

    Client(
            VirtualTime time,
            ServiceModel service,
            RandomGenerator random,
            Meter meter,
            Function<Outlet, Strategy> strategy) {
        this.time = time;
        this.service = service;
        this.random = random;
        this.meter = meter;
        this.strategy = strategy.apply(this);
    }

    Strategy strategy() {
        return strategy;
    }

    /** Returns how many utterances ended after the start. */
    int completed() {
        return completed;
    }

    void offer(Utterance utterance) {
        meter.offered(utterance);
        strategy.offer(utterance);
    }

    @Override
    public void send(Utterance utterance) {
        meter.sent();
        time.after(delayNanos(), () -> service.arrive(new Sent(utterance)));
    }

    @Override
    public void giveUp(Utterance utterance) {
        meter.failed(utterance);
        utterance.over();
    }

    private long delayNanos() {
        return random.nextLong(LEAST_DELAY_NANOS, MOST_DELAY_NANOS);
    }

    private final class Sent implements ServiceModel.Request {
        private final Utterance utterance;
        private long headAtNanos;

        Sent(Utterance utterance) {
            this.utterance = utterance;
        }

        @Override
        public long streamNanos() {
            return utterance.streamNanos();
        }

        @Override
        public void started(@Nullable ConcurrencyHead head) {
            meter.started(utterance);
            long untilHeadNanos = random.nextLong(LEAST_TO_FIRST_BYTE_NANOS, MOST_TO_FIRST_BYTE_NANOS) + delayNanos();
            headAtNanos = time.nanos() + untilHeadNanos;
            time.after(untilHeadNanos, () -> {
                meter.headed(head);
                strategy.headed(utterance, head);
            });
        }

        @Override
        public void ended() {
            time.after(Math.max(headAtNanos - time.nanos(), delayNanos()), () -> {
                meter.ended();
                completed += meter.isWarm() ? 1 : 0;
                strategy.ended(utterance);
                utterance.over();
            });
        }

        @Override
        public void refused(Refused why) {
            time.after(delayNanos(), () -> {
                utterance.countRefusal();
                meter.refused(why);
                strategy.refused(utterance, why);
            });
        }
    }
}
