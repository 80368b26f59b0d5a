package dev.parlando.telemetry;

import dev.parlando.governor.LimitSnapshot;
import java.util.List;
import java.util.Map;

/**
 * State of an engine at one moment, and totals since it was built. Immutable.
 *
 * <p>The figures are read one after another while the engine runs. Those of one record, and the counts of streams, are
 * consistent with each other.
 *
 * @param connections open connections by protocol: {@code h2}, {@code h2c} or {@code http/1.1}
 * @param limits permits in use, limit and waiting requests of each model group; of all engines that share the governor
 * @param rings use of the ring of each event loop
 * @param startedStreams calls for speech
 * @param completedStreams streams whose audio was delivered completely
 * @param cancelledStreams streams that the caller or the handler cancelled
 * @param failedStreams streams that failed
 * @param retries attempts of streams that followed a failed one
 * @param receivedBytes bytes of encoded audio that have arrived
 * @param droppedEvents events that no {@link EngineListener} received, because the listeners were too slow
 */
public record EngineStats(
        Map<String, ConnectionCount> connections,
        List<LimitSnapshot> limits,
        List<RingUse> rings,
        long startedStreams,
        long completedStreams,
        long cancelledStreams,
        long failedStreams,
        long retries,
        long receivedBytes,
        long droppedEvents) {
    public EngineStats {
        connections = Map.copyOf(connections);
        limits = List.copyOf(limits);
        rings = List.copyOf(rings);
    }

    /** Returns the number of streams that have not ended, including those that wait for a permit. */
    public long runningStreams() {
        return startedStreams - completedStreams - cancelledStreams - failedStreams;
    }

    /** Returns the number of requests that wait for a permit. */
    public int queued() {
        return limits.stream().mapToInt(LimitSnapshot::queued).sum();
    }

    /**
     * Number of open connections of one protocol.
     *
     * @param inUse connections with a running request
     * @param idle connections without one
     */
    public record ConnectionCount(int inUse, int idle) {}

    /**
     * Use of one ring, which passes items from the event loop to the handlers.
     *
     * @param capacitySlots number of slots
     * @param usedSlots number of items that the handlers have not received
     */
    public record RingUse(int capacitySlots, int usedSlots) {}
}
