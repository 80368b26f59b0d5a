package dev.parlando.benchmarks.micro.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A measured time of one benchmark method with one set of parameters.
 *
 * @param type simple name of the benchmark class
 * @param parameters values by name, in the order of the names
 * @param unit unit of score and error, such as {@code ns/op}
 * @param error half the width of the confidence interval of 99.9 %; NaN if there were too few iterations
 * @param p50 median of the sampled times; NaN if single operations were not timed
 * @param p99 their 99th percentile; NaN likewise
 * @param allocatedBytes bytes that all threads allocated per operation; NaN if not measured
 */
record Score(
        String type,
        String method,
        Map<String, String> parameters,
        double score,
        double error,
        String unit,
        double p50,
        double p99,
        double allocatedBytes) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    /** Reads the scores of a results file of JMH. */
    static List<Score> read(Path results) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (JsonNode run : JSON.readTree(results.toFile())) {
            scores.add(of(run));
        }
        return scores;
    }

    private static Score of(JsonNode run) {
        String[] names = run.path("benchmark").asText().split("\\.", -1);
        JsonNode primary = run.path("primaryMetric");
        Map<String, String> parameters = new TreeMap<>();
        run.path("params")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
        return new Score(
                names[names.length - 2],
                names[names.length - 1],
                parameters,
                primary.path("score").asDouble(),
                primary.path("scoreError").asDouble(Double.NaN),
                primary.path("scoreUnit").asText(),
                percentile(run, "50.0"),
                percentile(run, "99.0"),
                run.path("secondaryMetrics").path(ALLOCATION).path("score").asDouble(Double.NaN));
    }

    /** Returns a percentile of single operations, which JMH times in the sample mode only. */
    private static double percentile(JsonNode run, String share) {
        return run.path("mode").asText().equals("sample")
                ? run.path("primaryMetric").path("scorePercentiles").path(share).asDouble(Double.NaN)
                : Double.NaN;
    }

    boolean isSampled() {
        return !Double.isNaN(p50);
    }

    /** Returns whether this is a score of the given method or of any method, with the given values among its parameters. */
    boolean matches(String wantedType, String wantedMethod, Map<String, String> wanted) {
        return type.equals(wantedType)
                && method.equals(wantedMethod)
                && parameters.entrySet().containsAll(wanted.entrySet());
    }
}
