package dev.parlando.offline.limits;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import dev.parlando.offline.synthesis.SynthesisPool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The concurrency limiter of one model group: runs a limited number of requests concurrently, queues further ones and
 * refuses the rest, as the service does.
 *
 * <p>A request holds its slot until it ends, whether or not it makes progress. Slots model only the limit that the
 * service counts; the {@link SynthesisPool} distributes the work. A new request takes a free slot immediately, because
 * the queue has lower priority. No slot stays free, however, while a queued request has waited for the whole queue
 * delay. Threading: confined to the event loop.
 */
public final class ConcurrencySlots {
    private final EventLoopClock time;
    private final LoadCounter workspace;
    private final LoadCounter load;
    private final Deque<SlotRequest> queue = new ArrayDeque<>();
    private final InjectedRefusals injectedRefusals = new InjectedRefusals();
    private ServiceLimits limits;

    ConcurrencySlots(EventLoopClock time, LoadCounter workspace, ServiceLimits limits) {
        this.time = time;
        this.workspace = workspace;
        this.load = new LoadCounter(time, workspace);
        this.limits = limits;
        load.changeSlotCount(limits.slots());
    }

    /** Changes the limits. Running requests continue and queued requests stay queued, even above the new limits. */
    void limits(ServiceLimits newLimits) {
        limits = newLimits;
        injectedRefusals.reset();
        load.changeSlotCount(newLimits.slots() - load.slots());
        startQueued();
    }

    ServiceLoad load() {
        return load.snapshot();
    }

    private boolean hasFreeSlot() {
        return load.running() < load.slots();
    }

    private void startQueued() {
        for (SlotRequest next = queue.peek(); next != null && next.eligible && hasFreeSlot(); next = queue.peek()) {
            queue.remove();
            load.requestDequeued();
            next.start();
        }
    }

    private void injectRefusal() {
        OverloadReason reason = injectedRefusals.nextRefusal(limits);
        if (reason != null) {
            throw refuse(reason);
        }
    }

    private HttpErrorException refuse(OverloadReason reason) {
        load.requestRefused(reason);
        return reason.toException(limits);
    }

    /** The state of one request: outside, queued, running or over. */
    public final class SlotRequest {
        private enum State {
            NEW,
            QUEUED,
            RUNNING,
            DONE
        }

        private final Consumer<SlotGrant> onStart;
        private State state = State.NEW;
        /** Whether the queue delay has passed, so that the request may start. */
        private boolean eligible;

        /**
         * Creates the entry of a request.
         *
         * @param start called once the request has a slot
         */
        SlotRequest(Consumer<SlotGrant> start) {
            this.onStart = start;
        }

        /**
         * Starts or queues the request.
         *
         * @throws HttpErrorException if the request is refused with status 429
         */
        public void submit() {
            injectRefusal();
            if (hasFreeSlot()) {
                start();
            } else if (queue.size() < limits.queueLength()) {
                enqueue();
            } else {
                throw refuse(OverloadReason.CONCURRENT);
            }
        }

        private void enqueue() {
            state = State.QUEUED;
            queue.add(this);
            load.requestQueued();
            time.schedule(this::becomeEligible, limits.queueDelayMillis() * 1_000_000L);
        }

        private void becomeEligible() {
            eligible = true;
            startQueued();
        }

        private void start() {
            state = State.RUNNING;
            load.requestStarted();
            onStart.accept(new SlotGrant(limits, load.running(), workspace.running() + limits.othersInUse()));
        }

        /**
         * Ends the request. Has no effect if it has already ended.
         *
         * @param served whether the response was written completely
         */
        public void release(boolean served) {
            State before = state;
            state = State.DONE;
            if (before == State.QUEUED) {
                queue.remove(this);
                load.requestDequeued();
            } else if (before == State.RUNNING) {
                load.requestStopped();
            }
            if (before == State.QUEUED || before == State.RUNNING) {
                load.requestEnded(served);
                startQueued();
            }
        }
    }
}
