package dev.parlando.offline.limits;

import dev.parlando.offline.json.Refusal;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds the slots of everyone who speaks, whatever their key: those of each model group, under limits that are the same
 * for all.
 *
 * <p>Threading: confined to the event loop.
 */
public final class Workspace {
    private final Map<String, Slots> slots = new LinkedHashMap<>();
    private final LoopTime time;
    private final LoadCounter load;
    private final BusyTurns busyTurns = new BusyTurns();
    private ServiceLimits limits;

    public Workspace(LoopTime time, ServiceLimits limits) {
        this.time = time;
        this.limits = limits;
        load = new LoadCounter(time, null);
    }

    /** Returns the place of a request that has not entered yet, and calls {@code start} when it has a slot. */
    public Slots.Place place(String modelGroup, Consumer<Admission> start) {
        return slots.computeIfAbsent(modelGroup, group -> new Slots(time, load, limits)).new Place(start);
    }

    /**
     * Counts a request that is no speech, which needs no slot.
     *
     * @throws Refusal if it is its turn to be refused
     */
    public void list() {
        Congestion reason = busyTurns.next(limits);
        if (reason != null) {
            load.refuse(reason);
            throw reason.refusal(limits);
        }
    }

    public ServiceLimits limits() {
        return limits;
    }

    public void limits(ServiceLimits newLimits) {
        limits = newLimits;
        busyTurns.restart();
        slots.values().forEach(each -> each.limits(newLimits));
    }

    /** Returns the load of everybody together. */
    public ServiceLoad load() {
        return load.sample();
    }

    /** Returns the load of one model group. */
    public ServiceLoad load(String modelGroup) {
        Slots found = slots.get(modelGroup);
        return found == null ? ServiceLoad.none() : found.load();
    }
}
