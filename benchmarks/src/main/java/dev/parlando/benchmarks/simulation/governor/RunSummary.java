package dev.parlando.benchmarks.simulation.governor;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The results of one contender in one scenario over several runs, with their median and extremes.
 *
 * @param runs one for each seed
 */
record RunSummary(GovernorScenario scenario, ComparedStrategy contender, List<RunMetrics> runs) {

    static RunSummary of(GovernorScenario scenario, ComparedStrategy contender, int seeds) {
        return new RunSummary(
                scenario,
                contender,
                IntStream.range(0, seeds)
                        .mapToObj(seed -> SimulationRun.of(scenario, contender, seed))
                        .toList());
    }

    double median(ToDoubleFunction<RunMetrics> figure) {
        double[] sorted = sorted(figure);
        return sorted[sorted.length / 2];
    }

    double least(ToDoubleFunction<RunMetrics> figure) {
        return sorted(figure)[0];
    }

    double most(ToDoubleFunction<RunMetrics> figure) {
        double[] sorted = sorted(figure);
        return sorted[sorted.length - 1];
    }

    private double[] sorted(ToDoubleFunction<RunMetrics> figure) {
        return runs.stream().mapToDouble(figure).sorted().toArray();
    }
}
