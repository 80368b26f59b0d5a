package dev.parlando.command.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.command.bench.result.BenchConditions;
import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.BenchSamples;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.console.CommandException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultComparisonTest {
    private static final int PAIRS = 60;

    @Test
    void findsNoDifferenceBetweenRunsOfTheSameDistribution() {
        assertThat(unequalVerdicts(0)).as("pairs of %d", PAIRS).isLessThanOrEqualTo(PAIRS / 20);
    }

    /** Consecutive streams share a slow phase of the service, so that they are no independent samples. */
    @Test
    void findsNoDifferenceBetweenRunsWithSlowPhases() {
        assertThat(unequalVerdicts(0.2)).isLessThanOrEqualTo(PAIRS / 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 200})
    void findsNoDifferenceBetweenRunsOfTheSameTexts(int streams) {
        assertThat(unequalVerdicts(streams, 0.2, 500_000)).isLessThanOrEqualTo(PAIRS / 20);
    }

    private static long unequalVerdicts(double waves) {
        return unequalVerdicts(60, waves, 0);
    }

    private static long unequalVerdicts(int streams, double waves, long silences) {
        return IntStream.range(0, PAIRS)
                .parallel()
                .filter(pair -> {
                    BenchResult a = new SyntheticRun(2L * pair, streams)
                            .waves(waves)
                            .silences(silences)
                            .result();
                    BenchResult b = new SyntheticRun(2L * pair + 1, streams)
                            .waves(waves)
                            .silences(silences)
                            .result();
                    return !verdict(a, b).name().equals("no_difference");
                })
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 200})
    void locatesASlowServer(int streams) {
        BenchResult a = new SyntheticRun(1, streams).result();
        BenchResult b =
                new SyntheticRun(2, streams).slower(Stage.HEADERS, 10_000).result();
        ComparisonVerdict verdict = verdict(a, b);
        assertThat(verdict.sentence()).matches("B is ([89]\\.\\d|1\\d) ms slower, in response headers\\.");
        assertThat(verdict.name()).isEqualTo("slower");
        assertThat(verdict(b, a).sentence()).endsWith("faster, in response headers.");
    }

    @Test
    void locatesTheTimeThatTheServerReports() {
        BenchResult a = new SyntheticRun(22, 200).withServerTimes().result();
        BenchResult b = new SyntheticRun(23, 200)
                .withServerTimes()
                .slower(Stage.SERVER, 10_000)
                .result();
        assertThat(verdict(a, b).sentence()).matches("B is (9\\.\\d|1\\d(\\.\\d)?) ms slower, at the server\\.");
    }

    @Test
    void countsTheServerAsResponseHeadersUnlessBothReportIt() {
        BenchResult a = new SyntheticRun(24, 200).result();
        BenchResult b = new SyntheticRun(25, 200).withServerTimes().result();
        ResultComparison comparison = ResultComparison.of(a, b);
        assertThat(comparison.differences())
                .extracting(difference -> difference.quantity().label())
                .contains("response headers")
                .doesNotContain("at the server");
        assertThat(ComparisonVerdict.of(comparison).name()).isEqualTo("no_difference");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 200})
    void locatesASlowDevice(int streams) {
        BenchResult a = new SyntheticRun(3, streams).result();
        BenchResult b =
                new SyntheticRun(4, streams).slower(Stage.DEVICE, 15_000).result();
        assertThat(verdict(a, b).sentence()).matches("B is 1\\d ms slower, at the device\\.");
    }

    /** The silences of the texts differ by half a second, so that they would hide the device. */
    @ParameterizedTest
    @ValueSource(ints = {40, 200})
    void seesASlowDeviceBehindDifferentSilences(int streams) {
        BenchResult a = new SyntheticRun(26, streams).silences(500_000).result();
        BenchResult b = new SyntheticRun(27, streams)
                .silences(500_000)
                .slower(Stage.DEVICE, 15_000)
                .result();
        assertThat(verdict(a, b).sentence()).matches("B is 1\\d ms slower, at the device\\.");
    }

    @Test
    void comparesCommonGroupsOnly() {
        BenchResult a = new SyntheticRun(28, 60).result();
        BenchResult b = new SyntheticRun(29, 120).alternating(BenchSamples.PCM).result();
        ResultComparison comparison = ResultComparison.of(a, b);
        assertThat(comparison.leftOutBefore()).isZero();
        assertThat(comparison.leftOutAfter()).isEqualTo(60);
        assertThat(comparison.failures().streamsAfter()).isEqualTo(60);
        assertThat(ComparisonVerdict.of(comparison).name()).isEqualTo("no_difference");
    }

    @Test
    void comparesEqualLevelsOfLoad() {
        ResultComparison comparison = ResultComparison.of(BenchSamples.levels(1, 4, 8), BenchSamples.levels(4, 16));
        assertThat(comparison.leftOutBefore()).isEqualTo(60);
        assertThat(comparison.leftOutAfter()).isEqualTo(30);
        assertThat(ComparisonVerdict.of(comparison).name()).isEqualTo("no_difference");
    }

    @Test
    void namesTwoStages() {
        BenchResult a = new SyntheticRun(5, 200).result();
        BenchResult b = new SyntheticRun(6, 200)
                .slower(Stage.HEADERS, 10_000)
                .slower(Stage.DEVICE, 15_000)
                .result();
        assertThat(verdict(a, b).sentence())
                .matches("B is 2\\d ms slower, at the device \\(\\+1\\d ms\\) and in response headers"
                        + " \\(\\+(9\\.\\d|1\\d) ms\\)\\.");
    }

    @Test
    void findsStagesThatCancelEachOther() {
        BenchResult a =
                new SyntheticRun(7, 200).slower(Stage.FIRST_BYTE, 10_000).result();
        BenchResult b = new SyntheticRun(8, 200).slower(Stage.REQUEST, 10_000).result();
        assertThat(verdict(a, b).sentence())
                .startsWith("No latency differs, but B takes ")
                .contains("ms less in first byte", "ms more in request");
    }

    @Test
    void comparesTheLatenciesThatBothHave() {
        BenchResult a = new SyntheticRun(9, 60).withoutPlayback().result();
        BenchResult b = new SyntheticRun(10, 60).slower(Stage.DEVICE, 50_000).result();
        ResultComparison comparison = ResultComparison.of(a, b);
        assertThat(comparison.differences())
                .extracting(difference -> difference.quantity().label())
                .doesNotContain("at the device", "time to ear")
                .contains("TTFA", "leading silence");
        assertThat(ComparisonVerdict.of(comparison).name()).isEqualTo("no_difference");
    }

    @Test
    void statesTheSmallestDetectableDifference() {
        BenchResult a = new SyntheticRun(11, 200).result();
        MeasuredDifference ear = medianToEar(ResultComparison.of(a, new SyntheticRun(12, 200).result()));
        assertThat(ear.detectableMillis()).isBetween(1.0, 6.0);

        long larger = Math.round(ear.detectableMillis() * 1500);
        BenchResult slower =
                new SyntheticRun(12, 200).slower(Stage.DEVICE, larger).result();
        assertThat(medianToEar(ResultComparison.of(a, slower)).exceedsNoise()).isTrue();
    }

    private static MeasuredDifference medianToEar(ResultComparison comparison) {
        return comparison.differences().stream()
                .filter(difference -> difference.quantity().label().equals("time to ear"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsFailures() {
        BenchResult a = new SyntheticRun(13, 200).result();
        BenchResult b = new SyntheticRun(14, 200).failing(14).result();
        ComparisonVerdict verdict = verdict(a, b);
        assertThat(verdict.name()).isEqualTo("failures_differ");
        assertThat(verdict.sentence())
                .isEqualTo("The latencies do not differ. Failed streams: 0 of 200 in A, 14 of 200 in B.");
        assertThat(verdict(a, new SyntheticRun(14, 200).failing(2).result()).name())
                .isEqualTo("no_difference");
    }

    @Test
    void ignoresLessThanAMillisecond() {
        BenchResult a = new SyntheticRun(15, 60).result();
        BenchResult b = new SyntheticRun(15, 60).slower(Stage.REQUEST, 900).result();
        assertThat(verdict(a, b).name()).isEqualTo("no_difference");
    }

    @Test
    void namesConditionsThatDiffer() {
        BenchResult a = new SyntheticRun(16, 20).result();
        BenchResult b =
                new SyntheticRun(17, 20).with(ResultComparisonTest::otherLoad).result();
        assertThat(ResultComparison.of(a, b).conditions())
                .containsExactly(
                        new ConditionDifference("texts", "everyday, 30 texts", "short, 3 texts"),
                        new ConditionDifference("load", "closed, concurrency 8", "closed, concurrency 1"));
    }

    private static BenchConditions otherLoad(BenchConditions run) {
        return new BenchConditions(
                run.command(),
                run.startedAt(),
                run.parlandoVersion(),
                run.java(),
                run.operatingSystem(),
                run.machine(),
                run.service(),
                "short, 3 texts",
                "closed, concurrency 1",
                run.cold(),
                run.device(),
                run.live(),
                run.warmup(),
                run.levels(),
                run.handshakeIncluded());
    }

    @Test
    void isReproducible() {
        BenchResult a = new SyntheticRun(18, 60).result();
        BenchResult b = new SyntheticRun(19, 60).result();
        assertThat(ResultComparison.of(a, b)).isEqualTo(ResultComparison.of(a, b));
    }

    @Test
    void rejectsResultsWithTooFewStreams() {
        BenchResult a = new SyntheticRun(20, 60).result();
        BenchResult b = new SyntheticRun(21, 60).failing(55).result();
        assertThatThrownBy(() -> ResultComparison.of(a, b))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "B has 5 completed streams of 60; a comparison needs 10, so repeat the run with more --requests");
    }

    private static ComparisonVerdict verdict(BenchResult a, BenchResult b) {
        return ComparisonVerdict.of(ResultComparison.of(a, b));
    }
}
