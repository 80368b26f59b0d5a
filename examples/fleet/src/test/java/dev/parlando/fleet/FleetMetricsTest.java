package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fault.CollectedMetrics;
import dev.parlando.governor.Priority;
import dev.parlando.metrics.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetMetricsTest {
    private final CollectedMetrics collected = new CollectedMetrics();
    private final FleetMetrics metrics = new FleetMetrics(collected);

    private static FleetFigures.Engine engine(String id, int share, int inFlight, int live, int prefetch) {
        Map<Priority, Integer> queued = Map.of(Priority.LIVE, live, Priority.PREFETCH, prefetch);
        return new FleetFigures.Engine(id, id, share, inFlight, queued, Duration.ofSeconds(2));
    }

    private void record(FleetFigures.Group... groups) {
        metrics.record(new FleetFigures(List.of(groups)));
    }

    @Test
    void recordsSumsOfEachModelGroup() {
        record(
                new FleetFigures.Group(
                        "flash", 10, 2, 7, List.of(engine("a", 5, 4, 1, 20), engine("b", 3, 3, 2, 30)), Map.of()),
                new FleetFigures.Group("standard", 5, 0, 0, List.of(engine("a", 1, 0, 0, 0)), Map.of()));

        assertThat(collected.values(Metric.FLEET_ENGINES, "flash")).containsExactly(2);
        assertThat(collected.values(Metric.FLEET_CURRENT, "flash")).containsExactly(7);
        assertThat(collected.values(Metric.FLEET_MAX, "flash")).containsExactly(10);
        assertThat(collected.values(Metric.FLEET_WITHHELD, "flash")).containsExactly(2);
        assertThat(collected.values(Metric.FLEET_REFUSALS, "flash")).containsExactly(7);
        assertThat(collected.values(Metric.FLEET_ENGINES, "standard")).containsExactly(1);
        assertThat(collected.values(Metric.FLEET_MAX, "standard")).containsExactly(5);
    }

    @Test
    void recordsWaitingRequestsOfEachPriority() {
        record(new FleetFigures.Group(
                "flash", 10, 0, 0, List.of(engine("a", 5, 4, 1, 20), engine("b", 3, 3, 2, 30)), Map.of()));

        assertThat(collected.values(Metric.FLEET_QUEUED, "live")).containsExactly(3);
        assertThat(collected.values(Metric.FLEET_QUEUED, "normal")).containsExactly(0);
        assertThat(collected.values(Metric.FLEET_QUEUED, "prefetch")).containsExactly(50);
    }

    @Test
    void recordsCharactersOfEachKey() {
        record(new FleetFigures.Group("flash", 10, 0, 0, List.of(), Map.of("key-1", 1_200L, "key-2", 30L)));

        assertThat(collected.values(Metric.FLEET_CHARACTERS, "key-1")).containsExactly(1_200);
        assertThat(collected.values(Metric.FLEET_CHARACTERS, "key-2")).containsExactly(30);
        assertThat(Arrays.asList(collected.of(Metric.FLEET_CHARACTERS).get(0).attributes()))
                .allSatisfy(attributes -> assertThat(attributes).containsEntry("parlando.model_group", "flash"));
    }

    @Test
    void recordsNoLimitBeforeTheServiceHasReportedOne() {
        record(new FleetFigures.Group("flash", 0, 0, 0, List.of(), Map.of()));

        assertThat(collected.of(Metric.FLEET_MAX)).isEmpty();
        assertThat(collected.values(Metric.FLEET_ENGINES, "flash")).containsExactly(0);
    }
}
