package dev.parlando.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.telemetry.EngineStats;
import dev.parlando.telemetry.EngineStats.ConnectionCount;
import dev.parlando.telemetry.EngineStats.RingUse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EngineReadingsTest {
    private static final LimitSnapshot LIMIT =
            new LimitSnapshot("account", "fast", 4, 3, 2, 0, 5, 4, null, 1.5, 0, LimitReason.MAXIMUM);

    private static final EngineStats BUSY = new EngineStats(
            Map.of("h2", new ConnectionCount(3, 1)),
            List.of(LIMIT),
            List.of(new RingUse(100, 10), new RingUse(100, 25)),
            10,
            3,
            1,
            1,
            2,
            1_000,
            7);

    private static double value(Metric metric, Map<String, String> attributes) {
        return EngineReadings.of(BUSY).stream()
                .filter(each -> each.metric() == metric && each.attributes().equals(attributes))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void readsState() {
        Map<String, String> group = Map.of("parlando.model_group", "fast");
        assertThat(value(Metric.CONCURRENCY_CURRENT, group)).isEqualTo(3);
        assertThat(value(Metric.CONCURRENCY_MAX, group)).isEqualTo(4);
        assertThat(value(Metric.CONCURRENCY_QUEUED, group)).isEqualTo(2);
        assertThat(value(Metric.CONCURRENCY_OTHERS, group)).isEqualTo(1.5);
        assertThat(value(Metric.CONNECTIONS, Map.of("parlando.protocol", "h2", "parlando.state", "in_use")))
                .isEqualTo(3);
        assertThat(value(Metric.CONNECTIONS, Map.of("parlando.protocol", "h2", "parlando.state", "idle")))
                .isEqualTo(1);
        assertThat(value(Metric.STREAMS, Map.of())).isEqualTo(5);
        assertThat(value(Metric.RING_USE, Map.of())).isEqualTo(0.25);
        assertThat(value(Metric.EVENTS_DROPPED, Map.of())).isEqualTo(7);
    }

    @Test
    void readsEachMetricOfItsKinds() {
        Set<Metric> read =
                EngineReadings.of(BUSY).stream().map(MetricReading::metric).collect(Collectors.toSet());
        Set<Metric> defined = Arrays.stream(Metric.values())
                .filter(metric -> metric.kind() == Metric.Kind.READ_GAUGE || metric.kind() == Metric.Kind.READ_COUNTER)
                .collect(Collectors.toSet());
        assertThat(read).isEqualTo(defined);
    }

    @Test
    void readsIdleEngine() {
        EngineStats idle = new EngineStats(Map.of(), List.of(), List.of(), 0, 0, 0, 0, 0, 0, 0);
        assertThat(EngineReadings.of(idle)).hasSize(9).allMatch(reading -> reading.value() == 0);
    }
}
