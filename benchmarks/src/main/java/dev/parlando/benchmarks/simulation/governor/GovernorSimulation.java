package dev.parlando.benchmarks.simulation.governor;

import dev.parlando.benchmarks.rig.report.GeneratedSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A comparison, in fake time, of strategies for sharing the concurrency limit of the service.
 *
 * <p>Prints a table. With a directory it also writes {@code governor.md} and {@code governor.svg} there.
 *
 * <p>Usage: {@code Simulation [DIRECTORY]}
 */
public final class GovernorSimulation {
    static final int SEEDS = 11;

    /**
     * A strong reference, because a garbage-collected logger loses its level. The governor would log the same messages
     * in every run.
     */
    private static final Logger GOVERNOR = Logger.getLogger("dev.parlando.internal.limiter");

    private GovernorSimulation() {}

    public static void main(String[] arguments) throws IOException {
        GOVERNOR.setLevel(Level.SEVERE);
        List<RunSummary> summaries = summaries();
        String table = ResultTable.of(summaries);
        System.out.print(table);
        if (arguments.length > 0) {
            Path directory = Path.of(arguments[0]);
            GeneratedSection.replace(directory.resolve("governor.md"), table);
            ResultPlot.write(summaries, directory.resolve("governor.svg"));
        }
    }

    private static List<RunSummary> summaries() {
        record Pair(GovernorScenario scenario, ComparedStrategy contender) {}
        List<Pair> pairs = new ArrayList<>();
        for (GovernorScenario scenario : GovernorScenario.all()) {
            for (ComparedStrategy contender : ComparedStrategy.values()) {
                pairs.add(new Pair(scenario, contender));
            }
        }
        return pairs.parallelStream()
                .map(pair -> RunSummary.of(pair.scenario, pair.contender, SEEDS))
                .toList();
    }
}
