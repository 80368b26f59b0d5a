package dev.parlando.offline.limits;

import dev.parlando.offline.json.Refusal;
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
public final class Slots {
    private final LoopTime time;
    private final LoadCounter workspace;
    private final LoadCounter load;
    private final Deque<Place> queue = new ArrayDeque<>();
    private final BusyTurns busyTurns = new BusyTurns();
    private ServiceLimits limits;

    Slots(LoopTime time, LoadCounter workspace, ServiceLimits limits) {
        this.time = time;
        this.workspace = workspace;
        this.load = new LoadCounter(time, workspace);
        this.limits = limits;
        load.addSlots(limits.slots());
    }

    /** Changes the limits. What runs goes on and what is queued stays, whatever they are. */
    void limits(ServiceLimits newLimits) {
        limits = newLimits;
        busyTurns.restart();
        load.addSlots(newLimits.slots() - load.slots());
        fill();
    }

    ServiceLoad load() {
        return load.sample();
    }

    private boolean hasFreeSlot() {
        return load.running() < load.slots();
    }

    private void fill() {
        for (Place next = queue.peek(); next != null && next.ripe && hasFreeSlot(); next = queue.peek()) {
            queue.remove();
            load.leaveQueue();
            next.run();
        }
    }

    private void refuseSome() {
        Congestion reason = busyTurns.next(limits);
        if (reason != null) {
            throw refuse(reason);
        }
    }

    private Refusal refuse(Congestion reason) {
        load.refuse(reason);
        return reason.refusal(limits);
    }

    /** Is what one request has here: nothing yet, a place in the queue, a slot, and in the end nothing again. */
    public final class Place {
        private enum State {
            OUTSIDE,
            QUEUED,
            RUNNING,
            OVER
        }

        private final Consumer<Admission> start;
        private State state = State.OUTSIDE;
        /** Whether it has waited for long enough to be given a slot. */
        private boolean ripe;

        /**
         * Describes a request.
         *
         * @param start what to do once it has a slot
         */
        Place(Consumer<Admission> start) {
            this.start = start;
        }

        /**
         * Starts the request, now or later.
         *
         * @throws Refusal if there is too much to do
         */
        public void enter() {
            refuseSome();
            if (hasFreeSlot()) {
                run();
            } else if (queue.size() < limits.queueLength()) {
                waitInQueue();
            } else {
                throw refuse(Congestion.CONCURRENT);
            }
        }

        private void waitInQueue() {
            state = State.QUEUED;
            queue.add(this);
            load.queue();
            time.schedule(this::ripen, limits.queueDelayMillis() * 1_000_000L);
        }

        private void ripen() {
            ripe = true;
            fill();
        }

        private void run() {
            state = State.RUNNING;
            load.run();
            start.accept(new Admission(limits, load.running(), workspace.running() + limits.othersInUse()));
        }

        /**
         * Ends the request; once it is over this does nothing.
         *
         * @param served whether its answer was written to the end
         */
        public void leave(boolean served) {
            State before = state;
            state = State.OVER;
            if (before == State.QUEUED) {
                queue.remove(this);
                load.leaveQueue();
            } else if (before == State.RUNNING) {
                load.stop();
            }
            if (before == State.QUEUED || before == State.RUNNING) {
                load.end(served);
                fill();
            }
        }
    }
}
