package dev.parlando.fleet;

import dev.parlando.governor.Priority;
import dev.parlando.metrics.Metric;
import dev.parlando.metrics.MetricAttributes;
import dev.parlando.metrics.MetricRecorder;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Records the figures of a fleet as metrics, with the recorder of an adapter. Call {@link #record} from time to time,
 * such as every 10 s, in one of the programs of the fleet: the figures are those of all of them.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class FleetMetrics {
    private final MetricRecorder recorder;

    /** Creates metrics that are recorded by a recorder. */
    public FleetMetrics(MetricRecorder recorder) {
        this.recorder = Objects.requireNonNull(recorder, "recorder");
    }

    /** Records figures, such as those of {@link Fleet#figures()}. */
    public void record(FleetFigures figures) {
        figures.groups().forEach(this::record);
    }

    private void record(FleetFigures.Group group) {
        Map<String, String> name = Map.of(MetricAttributes.MODEL_GROUP, group.modelGroup());
        recorder.set(Metric.FLEET_ENGINES, group.engines().size(), name);
        recorder.set(Metric.FLEET_CURRENT, group.inFlight(), name);
        if (group.limit() > 0) {
            recorder.set(Metric.FLEET_MAX, group.limit(), name);
        }
        recorder.set(Metric.FLEET_WITHHELD, group.withheld(), name);
        recorder.set(Metric.FLEET_REFUSALS, (double) group.refusals(), name);
        for (Priority priority : Priority.values()) {
            recorder.set(
                    Metric.FLEET_QUEUED,
                    group.queued(priority),
                    Map.of(
                            MetricAttributes.MODEL_GROUP,
                            group.modelGroup(),
                            MetricAttributes.PRIORITY,
                            priority.name().toLowerCase(Locale.ROOT)));
        }
        group.characters()
                .forEach((key, characters) -> recorder.set(
                        Metric.FLEET_CHARACTERS,
                        characters,
                        Map.of(MetricAttributes.MODEL_GROUP, group.modelGroup(), MetricAttributes.KEY, key)));
    }
}
