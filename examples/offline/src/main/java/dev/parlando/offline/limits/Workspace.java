package dev.parlando.offline.limits;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The concurrency slots of all model groups and of the dialogue sockets. All keys share them, and the same limits apply
 * to each model group.
 *
 * <p>Threading: confined to the event loop.
 */
public final class Workspace {
    /** The name of the pool of dialogue sockets, for its load. */
    public static final String DIALOGUE_SOCKETS = "dialogue_sockets";

    private static final int DIALOGUE_SOCKETS_PER_REQUEST = 7;

    private final Map<String, ConcurrencySlots> slots = new LinkedHashMap<>();
    private final EventLoopClock time;
    private final LoadCounter load;
    private final InjectedRefusals injectedRefusals = new InjectedRefusals();
    private final SocketFaultSwitch socketFaults = new SocketFaultSwitch();
    private final ConcurrencySlots dialogueSockets;
    private ServiceLimits limits;

    public Workspace(EventLoopClock time, ServiceLimits limits) {
        this.time = time;
        this.limits = limits;
        load = new LoadCounter(time, null);
        dialogueSockets = new ConcurrencySlots(time, new LoadCounter(time, null), forDialogueSockets(limits));
        slots.put(DIALOGUE_SOCKETS, dialogueSockets);
    }

    /** The pool is seven times as large as that of the slower models in every plan, and has no queue. */
    private static ServiceLimits forDialogueSockets(ServiceLimits limits) {
        return ServiceLimits.DEFAULT
                .withMaximumConcurrent(DIALOGUE_SOCKETS_PER_REQUEST * limits.maximumConcurrent())
                .withQueue(0, 0);
    }

    /** Returns the entry of a dialogue socket, which holds a slot of a separate pool until it closes. */
    public ConcurrencySlots.SlotRequest newDialogueSocket(Consumer<SlotGrant> start) {
        return dialogueSockets.new SlotRequest(start);
    }

    /** Returns the faults that sockets inject. */
    public SocketFaultSwitch socketFaults() {
        return socketFaults;
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
        slots.forEach((group, each) ->
                each.limits(group.equals(DIALOGUE_SOCKETS) ? forDialogueSockets(newLimits) : newLimits));
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
