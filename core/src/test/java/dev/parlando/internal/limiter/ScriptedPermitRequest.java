package dev.parlando.internal.limiter;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.Priority;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Owner of one permit request. It adds its name to a shared list when its permit is granted. */
final class ScriptedPermitRequest implements PermitRequest.Callback {
    final PermitRequest ticket;

    private final ConcurrencyLimiter gate;
    private final String name;
    private final List<String> admitted;
    int admissions;
    int refusals;
    boolean failing;

    @Nullable
    ParlandoException refusal;

    ScriptedPermitRequest(
            ConcurrencyLimiter gate,
            PermitOwner owner,
            String name,
            Priority priority,
            Duration maxWait,
            List<String> admitted) {
        this.gate = gate;
        this.name = name;
        this.admitted = admitted;
        this.ticket = new PermitRequest(this, owner, priority, maxWait.toNanos());
    }

    @Override
    public void onPermit() {
        admissions++;
        admitted.add(name);
    }

    @Override
    public void onRefused(ParlandoException error) {
        refusals++;
        refusal = error;
        if (failing) {
            throw new NoClassDefFoundError("made by the test");
        }
    }

    ScriptedPermitRequest enter() {
        gate.submit(ticket);
        return this;
    }

    boolean leave() {
        return gate.release(ticket);
    }

    void leaveIfAdmitted() {
        if (ticket.state == PermitRequest.State.HELD) {
            leave();
        }
    }

    /** Reports that the service rejected the request for lack of capacity. */
    boolean refusedFor(String status, @Nullable Duration retryAfter) {
        ServiceError said = new ServiceError(429, null, null, status, null, null, null, retryAfter);
        return gate.requeue(ticket, new CapacityException("the service said " + status, said));
    }

    boolean refusedFor(String status) {
        return refusedFor(status, null);
    }

    /** Returns the last refusal; fails unless it is for lack of capacity. */
    CapacityException capacityRefusal() {
        if (refusal instanceof CapacityException capacity) {
            return capacity;
        }
        throw new AssertionError("not refused for want of capacity: " + refusal);
    }
}
