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
        void started(@Nullable ConcurrencyHeaders head);

        void ended();

        void refused(RefusalReason why);
    }

    private record Queued(Request request, long notBeforeNanos) {}

    private final VirtualTime time;
    private final IntUnaryOperator queueLength;
    private final ServiceFaultModel faults;
    private final Queue<Queued> queue = new ArrayDeque<>();
    private Runnable beforeChange = () -> {};
    private int maximum;
    private int running;

    /**
     * @param queueLength how many the queue holds, for a limit
     * @param faults what else befalls requests
     */
    ServiceModel(VirtualTime time, int maximum, IntUnaryOperator queueLength, ServiceFaultModel faults) {
        this.time = time;
        this.maximum = maximum;
        this.queueLength = queueLength;
        this.faults = faults;
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
        if (faults.refusesBusy()) {
            request.refused(RefusalReason.SYSTEM_BUSY);
        } else if (running < maximum && queue.isEmpty()) {
            start(request);
        } else if (queue.size() < queueLength.applyAsInt(maximum)) {
            queue.add(new Queued(request, time.nanoTime() + QUEUED_NANOS));
            time.schedule(QUEUED_NANOS, this::startQueued);
        } else {
            request.refused(RefusalReason.CONCURRENT_LIMIT);
        }
    }

    private void start(Request request) {
        beforeChange.run();
        running++;
        request.started(faults.filter(headers()));
        time.schedule(request.streamNanos(), () -> end(request));
    }

    private ConcurrencyHeaders headers() {
        int current = faults.countsQueued() ? running + queue.size() : running;
        return new ConcurrencyHeaders(current, maximum, current);
    }

    private void end(Request request) {
        beforeChange.run();
        running--;
        request.ended();
        startQueued();
    }

    private void startQueued() {
        Queued next = queue.peek();
        while (next != null && running < maximum && next.notBeforeNanos <= time.nanoTime()) {
            queue.remove();
            start(next.request);
            next = queue.peek();
        }
    }
}
