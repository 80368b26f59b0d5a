package dev.parlando.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.metrics.Metric;
import dev.parlando.metrics.MetricAttributes;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares the names in the dashboard, the alerts and the page about metrics with those that a registry exports. */
@Tag("adapter")
class DashboardTest {
    private static final Path DOCS = Path.of("..", "..", "..", "docs");
    private static final Pattern NAME = Pattern.compile("\\b(?:parlando|gen_ai)_[a-z_]+");
    private static final Set<String> LABELS = Stream.of(
                    MetricAttributes.MODEL,
                    MetricAttributes.OUTCOME,
                    MetricAttributes.MODEL_GROUP,
                    MetricAttributes.REASON,
                    MetricAttributes.PROTOCOL,
                    MetricAttributes.STATE,
                    MetricAttributes.PRIORITY,
                    MetricAttributes.KEY,
                    "gen_ai.output.type")
            .map(DashboardTest::underscored)
            .collect(Collectors.toSet());

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private static String underscored(String name) {
        return name.replace('.', '_');
    }

    private static Set<String> namesIn(String file) throws IOException {
        Set<String> names = NAME.matcher(Files.readString(DOCS.resolve(file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        names.removeAll(LABELS);
        assertThat(names).isNotEmpty();
        return names;
    }

    /** Returns the names of all series, and those of histograms without their suffix. */
    private static Set<String> exportedNames() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MicrometerRecorder recorder = new MicrometerRecorder(registry);
        for (Metric metric : Metric.values()) {
            switch (metric.kind()) {
                case HISTOGRAM -> recorder.record(metric, 1, Map.of());
                case COUNTER -> recorder.add(metric, 1, Map.of());
                case GAUGE -> recorder.set(metric, 1, Map.of());
                case READ_GAUGE, READ_COUNTER -> {}
            }
        }
        service.answer(SpeechAnswer.tone(Duration.ofMillis(50)));
        service.engine().stream(SpeechRequest.of("Hello."), chunk -> ChunkAction.CONTINUE)
                .join();
        new EngineMeters(service.engine()).bindTo(registry);
        return registry.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .flatMap(name -> Stream.of(name, name.replaceFirst("_(bucket|count|sum)$", "")))
                .collect(Collectors.toSet());
    }

    @Test
    void namesExistingMetricsOnly() throws IOException {
        Set<String> exported = exportedNames();
        assertThat(exported).containsAll(namesIn("dashboards/parlando-dashboard.json"));
        assertThat(exported).containsAll(namesIn("dashboards/parlando-rules.yml"));
        assertThat(exported).containsAll(namesIn("dashboards/parlando-rules-test.yml"));
    }

    @Test
    void showsEachMetric() throws IOException {
        String dashboard = Files.readString(DOCS.resolve("dashboards/parlando-dashboard.json"));
        String page = Files.readString(DOCS.resolve("metrics.md"));
        Set<String> absent = new HashSet<>();
        for (Metric metric : Metric.values()) {
            if (!dashboard.contains(underscored(metric.metricName()))) {
                absent.add(metric + " is not on the dashboard");
            }
            if (!page.contains("`" + metric.metricName() + "`")) {
                absent.add(metric + " is not on the page");
            }
        }
        assertThat(absent).isEmpty();
    }
}
