package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_MILLI;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Models the service: as many streams at once as the limit says, then a short queue, then 429.
 *
 * <p>What finds no place waits 50 ms at least and until a stream ended. A limit that shrinks ends nothing that runs.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class ServiceModel {
    private static final long QUEUED_NANOS = 50 * NANOS_PER_MILLI;

    /** One request as the service sees it. Calls come without the delay of the network. */
    interface Request {
        long streamNanos();

        /** Tells that it began to run. */
        void started(@Nullable ConcurrencyHead head);

        void ended();

        void refused(Refused why);
    }

    private record Queued(Request request, long notBeforeNanos) {}

    private final VirtualTime time;
    private final IntUnaryOperator queueLength;
    private final Weather weather;
    private final Queue<Queued> queue = new ArrayDeque<>();
    private Runnable beforeChange = () -> {};
    private int maximum;
    private int running;

    /**
     * @param queueLength how many the queue holds, for a limit
     * @param weather what else befalls requests
     */
    ServiceModel(VirtualTime time, int maximum, IntUnaryOperator queueLength, Weather weather) {
        this.time = time;
        this.maximum = maximum;
        this.queueLength = queueLength;
        this.weather = weather;
    }

    /** Calls this before the numbers of what runs and of what may run change. */
    void beforeChange(Runnable action) {
        beforeChange = action;
    }

    int maximum() {
        return maximum;
    }

    int running() {
        return running;
    }

    void setMaximum(int newMaximum) {
        beforeChange.run();
        maximum = newMaximum;
        startQueued();
    }

    void arrive(Request request) {
        if (weather.isBusy()) {
            request.refused(Refused.SYSTEM_BUSY);
        } else if (running < maximum && queue.isEmpty()) {
            start(request);
        } else if (queue.size() < queueLength.applyAsInt(maximum)) {
            queue.add(new Queued(request, time.nanos() + QUEUED_NANOS));
            time.after(QUEUED_NANOS, this::startQueued);
        } else {
            request.refused(Refused.CONCURRENT_LIMIT);
        }
    }

    private void start(Request request) {
        beforeChange.run();
        running++;
        request.started(weather.pass(head()));
        time.after(request.streamNanos(), () -> end(request));
    }

    private ConcurrencyHead head() {
        int current = weather.countsQueued() ? running + queue.size() : running;
        return new ConcurrencyHead(current, maximum, current);
    }

    private void end(Request request) {
        beforeChange.run();
        running--;
        request.ended();
        startQueued();
    }

    private void startQueued() {
        Queued next = queue.peek();
        while (next != null && running < maximum && next.notBeforeNanos <= time.nanos()) {
            queue.remove();
            start(next.request);
            next = queue.peek();
        }
    }
}
