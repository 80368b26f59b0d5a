package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_MILLI;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends the requests of one strategy over a network with a one-way delay of 10 to 40 ms.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
 */
final class SimulatedClient implements RequestSender {
    private static final long LEAST_DELAY_NANOS = 10 * NANOS_PER_MILLI;
    private static final long MOST_DELAY_NANOS = 40 * NANOS_PER_MILLI;
    private static final long LEAST_TO_FIRST_BYTE_NANOS = 75 * NANOS_PER_MILLI;
    private static final long MOST_TO_FIRST_BYTE_NANOS = 250 * NANOS_PER_MILLI;

    private final VirtualTime time;
    private final ServiceModel service;
    private final RandomGenerator random;
    private final RunMeter meter;
    private final SharingStrategy strategy;
    private int completed;

    SimulatedClient(
            VirtualTime time,
            ServiceModel service,
            RandomGenerator random,
            RunMeter meter,
            Function<RequestSender, SharingStrategy> strategy) {
        this.time = time;
        this.service = service;
        this.random = random;
        this.meter = meter;
        this.strategy = strategy.apply(this);
    }

    SharingStrategy strategy() {
        return strategy;
    }

    /** Returns the number of utterances that ended after the warm-up and before the end of the scenario. */
    int completed() {
        return completed;
    }

    void offer(SimulatedUtterance utterance) {
        meter.offered(utterance);
        strategy.offer(utterance);
    }

    @Override
    public void send(SimulatedUtterance utterance) {
        meter.sent();
        time.schedule(delayNanos(), () -> service.arrive(new SentRequest(utterance)));
    }

    @Override
    public void fail(SimulatedUtterance utterance) {
        meter.failed(utterance);
        utterance.finish();
    }

    private long delayNanos() {
        return random.nextLong(LEAST_DELAY_NANOS, MOST_DELAY_NANOS);
    }

    private final class SentRequest implements ServiceModel.Request {
        private final SimulatedUtterance utterance;
        private long headersAtNanos;

        SentRequest(SimulatedUtterance utterance) {
            this.utterance = utterance;
        }

        @Override
        public long streamNanos() {
            return utterance.streamNanos();
        }

        @Override
        public void started(@Nullable ConcurrencyHeaders head) {
            meter.started(utterance);
            long untilHeadNanos = random.nextLong(LEAST_TO_FIRST_BYTE_NANOS, MOST_TO_FIRST_BYTE_NANOS) + delayNanos();
            headersAtNanos = time.nanoTime() + untilHeadNanos;
            time.schedule(untilHeadNanos, () -> {
                meter.headersReceived(head);
                strategy.headersReceived(utterance, head);
            });
        }

        @Override
        public void ended() {
            time.schedule(Math.max(headersAtNanos - time.nanoTime(), delayNanos()), () -> {
                meter.ended();
                completed += meter.isMeasuring() ? 1 : 0;
                strategy.ended(utterance);
                utterance.finish();
            });
        }

        @Override
        public void refused(RefusalReason why) {
            time.schedule(delayNanos(), () -> {
                utterance.countRefusal();
                meter.refused(why);
                strategy.refused(utterance, why);
            });
        }
    }
}
