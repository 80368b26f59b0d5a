package dev.parlando.micrometer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.SpeechEngine;
import dev.parlando.governor.Admission;
import dev.parlando.governor.GovernorListener;
import dev.parlando.metrics.EngineReadings;
import dev.parlando.metrics.Metric;
import dev.parlando.metrics.MetricReading;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Gauges and counters with the state of an engine: connections, permits, streams and rings. The meters of a model group
 * are registered when its first request gets a permit.
 *
 * <p>The meters stay after the engine is closed, with its last state, until {@link #close()} removes them.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class EngineMeters implements MeterBinder, AutoCloseable {
    private final SpeechEngine engine;
    private final Tags tags;
    private final List<Binding> bindings = new CopyOnWriteArrayList<>();

    /** Creates meters without tags of their own. */
    public EngineMeters(SpeechEngine engine) {
        this(engine, Tags.empty());
    }

    /**
     * Creates meters.
     *
     * @param tags tags of all meters, such as the name of the engine if there are several in one registry
     */
    public EngineMeters(SpeechEngine engine, Tags tags) {
        this.engine = Objects.requireNonNull(engine, "engine");
        this.tags = Objects.requireNonNull(tags, "tags");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Binding binding = new Binding(Objects.requireNonNull(registry, "registry"));
        bindings.add(binding);
        engine.governor().addListener(binding);
        binding.registerAll();
    }

    /** Removes the meters from the registries; the engine stays open. */
    @Override
    public void close() {
        List<Binding> closing = List.copyOf(bindings);
        bindings.removeAll(closing);
        closing.forEach(binding -> {
            engine.governor().removeListener(binding);
            binding.removeAll();
        });
    }

    /** The meters in one registry. */
    private final class Binding implements GovernorListener {
        private final MeterRegistry registry;
        private final Set<String> groups = ConcurrentHashMap.newKeySet();

        @GuardedBy("this")
        private final Map<Series, Meter> meters = new HashMap<>();

        @GuardedBy("this")
        private boolean removed;

        Binding(MeterRegistry registry) {
            this.registry = registry;
        }

        @Override
        public void onAdmitted(Admission admission) {
            if (groups.add(admission.snapshot().modelGroup())) {
                registerAll();
            }
        }

        /** Registers the meters of the present readings that are not registered yet. */
        synchronized void registerAll() {
            if (!removed) {
                EngineReadings.of(engine.stats())
                        .forEach(reading -> meters.computeIfAbsent(Series.of(reading), this::register));
            }
        }

        private Meter register(Series series) {
            Metric metric = series.metric();
            Tags all = MeterNames.tagsOf(tags, series.attributes());
            return metric.kind() == Metric.Kind.READ_COUNTER
                    ? FunctionCounter.builder(metric.metricName(), engine, series::valueOf)
                            .description(metric.description())
                            .tags(all)
                            .register(registry)
                    : Gauge.builder(metric.metricName(), engine, series::valueOf)
                            .description(metric.description())
                            .baseUnit(MeterNames.unitOf(metric))
                            .tags(all)
                            .register(registry);
        }

        synchronized void removeAll() {
            removed = true;
            meters.values().forEach(registry::remove);
        }
    }

    /** A metric with its attributes, whose value an engine has. */
    private record Series(Metric metric, Map<String, String> attributes) {
        static Series of(MetricReading reading) {
            return new Series(reading.metric(), reading.attributes());
        }

        /** Returns the present value; not a number if the engine has none any more. */
        double valueOf(SpeechEngine engine) {
            return EngineReadings.of(engine.stats()).stream()
                    .filter(reading -> of(reading).equals(this))
                    .mapToDouble(MetricReading::value)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }
}
