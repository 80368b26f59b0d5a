package dev.parlando.micrometer;

import dev.parlando.metrics.Metric;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Micrometer's names of units and attributes. Stateless. */
final class MeterNames {
    private MeterNames() {}

    /** Returns the base unit of a metric; null if it counts things. */
    static @Nullable String unitOf(Metric metric) {
        return switch (metric.unit()) {
            case "By" -> BaseUnits.BYTES;
            case "1" -> "ratio"; // The suffix that OpenTelemetry's exporter for Prometheus adds.
            default -> null;
        };
    }

    /** Returns tags with those of the attributes. */
    static Tags tagsOf(Tags tags, Map<String, String> attributes) {
        return tags.and(attributes.entrySet().stream()
                .map(each -> Tag.of(each.getKey(), each.getValue()))
                .toList());
    }
}
