package dev.parlando.command.bench.compare;

import dev.parlando.command.bench.result.StreamResult;
import java.util.List;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * The failed streams of two results. Immutable.
 *
 * @param probability probability of shares that differ as much or more by chance, by Fisher's exact test
 */
record FailureDifference(int failedBefore, int streamsBefore, int failedAfter, int streamsAfter, double probability) {
    private static final double SIGNIFICANCE = 0.01;

    static FailureDifference of(ComparableStreams streams) {
        int failedBefore = failed(streams.before());
        int failedAfter = failed(streams.after());
        int streamsBefore = streams.before().size();
        int streamsAfter = streams.after().size();
        return new FailureDifference(
                failedBefore,
                streamsBefore,
                failedAfter,
                streamsAfter,
                probability(failedBefore, streamsBefore, failedAfter, streamsAfter));
    }

    private static int failed(List<StreamResult> streams) {
        return (int) streams.stream().filter(stream -> !stream.completed()).count();
    }

    private static double probability(int failedBefore, int streamsBefore, int failedAfter, int streamsAfter) {
        int failed = failedBefore + failedAfter;
        if (failed == 0 || failed == streamsBefore + streamsAfter) {
            return 1;
        }
        int[][] table = {{failedBefore, streamsBefore - failedBefore}, {failedAfter, streamsAfter - failedAfter}};
        return FisherExactTest.withDefaults().test(table).getPValue();
    }

    boolean exceedsNoise() {
        return probability < SIGNIFICANCE;
    }
}
