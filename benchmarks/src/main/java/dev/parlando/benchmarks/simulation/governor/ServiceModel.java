package dev.parlando.benchmarks.simulation.governor;

import static dev.parlando.benchmarks.simulation.governor.VirtualTime.NANOS_PER_MILLI;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model of the service. It runs as many concurrent streams as its limit allows, queues a few requests and refuses the
 * rest with 429.
 *
 * <p>A queued request waits for at least 50 ms and until a stream ends. Lowering the limit does not end running
 * streams.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
 */
final class ServiceModel {
    private static final long QUEUED_NANOS = 50 * NANOS_PER_MILLI;

    /** A request at the service. The methods are called without the network delay. */
    interface Request {
        long streamNanos();

        /** Called when the stream starts. */
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
     * @param queueLength returns the capacity of the queue for a limit
     * @param faults the disturbances of requests
     */
    ServiceModel(VirtualTime time, int maximum, IntUnaryOperator queueLength, ServiceFaultModel faults) {
        this.time = time;
        this.maximum = maximum;
        this.queueLength = queueLength;
        this.faults = faults;
    }

    /** Sets an action that runs before the limit or the number of running requests changes. */
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
