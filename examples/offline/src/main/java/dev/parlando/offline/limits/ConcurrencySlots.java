package dev.parlando.offline.limits;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import dev.parlando.offline.synthesis.SynthesisPool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Lets a limited number of requests of one model group run at once, queues some of the rest and refuses the
 * others, as the service does.
 *
 * <p>A request has its slot until it is over, whether or not it gets on: this is what the service counts, not how the
 * work is shared out, which the {@link SynthesisPool} sees to. Who finds a free slot takes it, since the queue is of
 * lower priority; but nobody finds one while somebody in the queue has waited for long enough. Threading: confined to
 * the event loop.
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

    /** Changes the limits. What runs goes on and what is queued stays, whatever they are. */
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

    /** Is what one request has here: nothing yet, a place in the queue, a slot, and in the end nothing again. */
    public final class SlotRequest {
        private enum State {
            NEW,
            QUEUED,
            RUNNING,
            DONE
        }

        private final Consumer<SlotGrant> onStart;
        private State state = State.NEW;
        /** Whether it has waited for long enough to be given a slot. */
        private boolean eligible;

        /**
         * Describes a request.
         *
         * @param start what to do once it has a slot
         */
        SlotRequest(Consumer<SlotGrant> start) {
            this.onStart = start;
        }

        /**
         * Starts the request, now or later.
         *
         * @throws HttpErrorException if there is too much to do
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
         * Ends the request; once it is over this does nothing.
         *
         * @param served whether its answer was written to the end
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
