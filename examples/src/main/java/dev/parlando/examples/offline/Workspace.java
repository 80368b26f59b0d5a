package dev.parlando.examples.offline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds the slots of everyone who speaks: those of each key and model group, under limits that are the same for all.
 *
 * <p>Threading: confined to the event loop.
 */
final class Workspace {
    private record Holder(ApiKey key, String modelGroup) {}

    private final Map<Holder, Slots> slots = new LinkedHashMap<>();
    private final LoopTime time;
    private final LoadCounter load;
    private final BusyTurns busyTurns = new BusyTurns();
    private ServiceLimits limits;

    Workspace(LoopTime time, ServiceLimits limits) {
        this.time = time;
        this.limits = limits;
        load = new LoadCounter(time, null);
    }

    /** Returns the place of a request that has not entered yet, and calls {@code start} when it has a slot. */
    Slots.Place place(ApiKey key, String modelGroup, Consumer<Admission> start) {
        return slots.computeIfAbsent(new Holder(key, modelGroup), holder -> new Slots(time, load, limits))
        .new Place(start);
    }

    /**
     * Counts a request that is no speech, which needs no slot.
     *
     * @throws Refusal if it is its turn to be refused
     */
    void list() {
        Congestion reason = busyTurns.next(limits);
        if (reason != null) {
            load.refuse(reason);
            throw reason.refusal(limits);
        }
    }

    ServiceLimits limits() {
        return limits;
    }

    void limits(ServiceLimits newLimits) {
        limits = newLimits;
        busyTurns.restart();
        slots.values().forEach(each -> each.limits(newLimits));
    }

    /** Returns the load of everybody together. */
    ServiceLoad load() {
        return load.sample();
    }

    /** Returns the load of what a key has in one model group. */
    ServiceLoad load(ApiKey key, String modelGroup) {
        Slots found = slots.get(new Holder(key, modelGroup));
        return found == null ? ServiceLoad.none() : found.load();
    }
}
