package dev.parlando.internal.limiter;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.Priority;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is one request at a gate; notes in a list of all who was admitted, in order. */
final class Caller implements Ticket.Owner {
    final Ticket ticket;

    private final Gate gate;
    private final String name;
    private final List<String> admitted;
    int admissions;
    int refusals;

    @Nullable
    ParlandoException refusal;

    Caller(Gate gate, String name, Priority priority, Duration maxWait, List<String> admitted) {
        this.gate = gate;
        this.name = name;
        this.admitted = admitted;
        this.ticket = new Ticket(this, priority, maxWait.toNanos());
    }

    @Override
    public void admitted() {
        admissions++;
        admitted.add(name);
    }

    @Override
    public void refused(ParlandoException error) {
        refusals++;
        refusal = error;
    }

    Caller enter() {
        gate.enter(ticket);
        return this;
    }

    boolean leave() {
        return gate.leave(ticket);
    }

    void leaveIfAdmitted() {
        if (ticket.state == Ticket.State.HELD) {
            leave();
        }
    }

    /** Is told by the service that there is no room. */
    boolean refusedFor(String status, @Nullable Duration retryAfter) {
        ServiceError said = new ServiceError(429, null, null, status, null, null, null, retryAfter);
        return gate.reenter(ticket, new CapacityException("the service said " + status, said));
    }

    boolean refusedFor(String status) {
        return refusedFor(status, null);
    }

    /** Fails unless the last it was told is a refusal for want of capacity. */
    CapacityException capacityRefusal() {
        if (refusal instanceof CapacityException capacity) {
            return capacity;
        }
        throw new AssertionError("not refused for want of capacity: " + refusal);
    }
}
