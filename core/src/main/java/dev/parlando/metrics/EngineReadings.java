package dev.parlando.metrics;

import dev.parlando.governor.LimitSnapshot;
import dev.parlando.telemetry.EngineStats;
import dev.parlando.telemetry.EngineStats.ConnectionCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the metrics of the kinds {@code READ_GAUGE} and {@code READ_COUNTER} from the state of an engine. Stateless. */
public final class EngineReadings {
    private static final List<String> PROTOCOLS = List.of("h2", "h2c", "http/1.1");
    private static final ConnectionCount NO_CONNECTION = new ConnectionCount(0, 0);

    private EngineReadings() {}

    /**
     * Returns the readings of a state. All but those of the concurrency are always present; these start with the first
     * request of a model group.
     */
    public static List<MetricReading> of(EngineStats stats) {
        List<MetricReading> readings = new ArrayList<>();
        for (String protocol : PROTOCOLS) {
            addConnections(protocol, stats.connections().getOrDefault(protocol, NO_CONNECTION), readings);
        }
        stats.limits().forEach(limit -> addConcurrency(limit, readings));
        readings.add(new MetricReading(Metric.STREAMS, Map.of(), stats.runningStreams()));
        double ringUse = stats.rings().stream()
                .mapToDouble(ring -> (double) ring.usedSlots() / ring.capacitySlots())
                .max()
                .orElse(0);
        readings.add(new MetricReading(Metric.RING_USE, Map.of(), ringUse));
        readings.add(new MetricReading(Metric.EVENTS_DROPPED, Map.of(), stats.droppedEvents()));
        return readings;
    }

    private static void addConnections(String protocol, ConnectionCount count, List<MetricReading> readings) {
        readings.add(connections(protocol, "in_use", count.inUse()));
        readings.add(connections(protocol, "idle", count.idle()));
    }

    private static MetricReading connections(String protocol, String state, int count) {
        Map<String, String> attributes = Map.of(MetricAttributes.PROTOCOL, protocol, MetricAttributes.STATE, state);
        return new MetricReading(Metric.CONNECTIONS, attributes, count);
    }

    private static void addConcurrency(LimitSnapshot limit, List<MetricReading> readings) {
        Map<String, String> group = Map.of(MetricAttributes.MODEL_GROUP, limit.modelGroup());
        readings.add(new MetricReading(Metric.CONCURRENCY_CURRENT, group, limit.inFlight()));
        readings.add(new MetricReading(Metric.CONCURRENCY_MAX, group, limit.limit()));
        readings.add(new MetricReading(Metric.CONCURRENCY_QUEUED, group, limit.queued()));
        readings.add(new MetricReading(Metric.CONCURRENCY_OTHERS, group, limit.othersInUse()));
    }
}
