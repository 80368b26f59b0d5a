package dev.parlando.offline.limits;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The concurrency slots of all model groups. All keys share them, and the same limits apply to each group.
 *
 * <p>Threading: confined to the event loop.
 */
public final class Workspace {
    private final Map<String, ConcurrencySlots> slots = new LinkedHashMap<>();
    private final EventLoopClock time;
    private final LoadCounter load;
    private final InjectedRefusals injectedRefusals = new InjectedRefusals();
    private ServiceLimits limits;

    public Workspace(EventLoopClock time, ServiceLimits limits) {
        this.time = time;
        this.limits = limits;
        load = new LoadCounter(time, null);
    }

    /** Returns the entry of a request that has not entered yet; {@code start} is called when the request has a slot. */
    public ConcurrencySlots.SlotRequest newSlotRequest(String modelGroup, Consumer<SlotGrant> start) {
        return slots.computeIfAbsent(modelGroup, group -> new ConcurrencySlots(time, load, limits))
        .new SlotRequest(start);
    }

    /**
     * Counts a listing request, which needs no slot.
     *
     * @throws HttpErrorException if it is selected for refusal
     */
    public void admitListing() {
        OverloadReason reason = injectedRefusals.nextRefusal(limits);
        if (reason != null) {
            load.requestRefused(reason);
            throw reason.toException(limits);
        }
    }

    public ServiceLimits limits() {
        return limits;
    }

    public void limits(ServiceLimits newLimits) {
        limits = newLimits;
        injectedRefusals.reset();
        slots.values().forEach(each -> each.limits(newLimits));
    }

    /** Returns the load of all model groups together. */
    public ServiceLoad load() {
        return load.snapshot();
    }

    /** Returns the load of one model group. */
    public ServiceLoad load(String modelGroup) {
        ConcurrencySlots found = slots.get(modelGroup);
        return found == null ? ServiceLoad.empty() : found.load();
    }
}
