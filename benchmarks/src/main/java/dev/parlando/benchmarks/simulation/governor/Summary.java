package dev.parlando.benchmarks.simulation.governor;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Sums up the runs of one contender in one scenario: the median, and the worst.
 *
 * @param runs one for each seed
 */
record Summary(Scenario scenario, Contender contender, List<Figures> runs) {

    static Summary of(Scenario scenario, Contender contender, int seeds) {
        return new Summary(
                scenario,
                contender,
                IntStream.range(0, seeds)
                        .mapToObj(seed -> Run.of(scenario, contender, seed))
                        .toList());
    }

    double median(ToDoubleFunction<Figures> figure) {
        double[] sorted = sorted(figure);
        return sorted[sorted.length / 2];
    }

    double least(ToDoubleFunction<Figures> figure) {
        return sorted(figure)[0];
    }

    double most(ToDoubleFunction<Figures> figure) {
        double[] sorted = sorted(figure);
        return sorted[sorted.length - 1];
    }

    private double[] sorted(ToDoubleFunction<Figures> figure) {
        return runs.stream().mapToDouble(figure).sorted().toArray();
    }
}
