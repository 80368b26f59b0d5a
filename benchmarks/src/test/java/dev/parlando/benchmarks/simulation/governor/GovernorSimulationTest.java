package dev.parlando.benchmarks.simulation.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.benchmarks.simulation.governor.GovernorScenario.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of the governor's guarantees in the simulation. Time is fake and randomness is seeded, so the results are
 * deterministic.
 */
class GovernorSimulationTest {
    private static final int SEEDS = 3;
    private static final double LONGEST_STREAM_SECONDS = 3;

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 30})
    void usesLimitWithoutRefusalsForOneEngine(int limit) {
        RunSummary summary = RunSummary.of(GovernorScenario.plain(limit, 1), ComparedStrategy.PARLANDO, SEEDS);

        assertThat(summary.most(RunMetrics::limitedPercent)).isZero();
        assertThat(summary.most(RunMetrics::limitedAtStart)).isZero();
        assertThat(summary.most(RunMetrics::mostAboveLimit)).isNotPositive();
        assertThat(summary.least(RunMetrics::usedPercent)).isGreaterThan(95);
        assertInvariants(summary);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 30})
    void usesAndSharesLimitWithFewRefusalsForFourEngines(int limit) {
        RunSummary summary = RunSummary.of(GovernorScenario.plain(limit, 4), ComparedStrategy.PARLANDO, SEEDS);

        assertThat(summary.most(RunMetrics::limitedPercent)).isLessThan(1);
        assertThat(summary.most(RunMetrics::limitedAtStart)).isLessThan(10);
        assertThat(summary.least(RunMetrics::usedPercent)).isGreaterThan(95);
        assertThat(summary.least(RunMetrics::leastSharePercent)).isGreaterThan(75);
        assertInvariants(summary);
    }

    @Test
    void appliesHalvedLimitWithinOneStream() {
        GovernorScenario halved = GovernorScenario.plain(10, 1).withEvent("halved and doubled", Event.CHANGES);
        RunSummary summary = RunSummary.of(halved, ComparedStrategy.PARLANDO, SEEDS);

        assertThat(summary.most(RunMetrics::limitLagSeconds)).isLessThan(LONGEST_STREAM_SECONDS);
        assertThat(summary.most(RunMetrics::limitedPercent)).isZero();
        assertInvariants(summary);
    }

    @ParameterizedTest
    @EnumSource(Event.class)
    void keepsRefusalsRareDuringDisruptions(Event trouble) {
        for (int engines : new int[] {1, 4}) {
            GovernorScenario scenario = GovernorScenario.plain(10, engines).withEvent("trouble", trouble);
            RunSummary summary = RunSummary.of(scenario, ComparedStrategy.PARLANDO, SEEDS);

            assertThat(summary.median(RunMetrics::limitedPercent))
                    .as(scenario.name())
                    .isLessThan(1);
            assertInvariants(summary);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "1, 1", "4, 0.5"})
    void toleratesLostHeaders(int engines, double part) {
        GovernorScenario scenario = GovernorScenario.plain(10, engines).withHeadersLost("lost", part, 0);
        RunSummary summary = RunSummary.of(scenario, ComparedStrategy.PARLANDO, SEEDS);

        assertThat(summary.most(RunMetrics::limitedPercent)).isLessThan(1);
        assertThat(summary.least(RunMetrics::usedPercent)).isGreaterThan(95);
        assertInvariants(summary);
    }

    @Test
    void isDeterministic() {
        GovernorScenario scenario = GovernorScenario.plain(10, 4);

        assertThat(SimulationRun.of(scenario, ComparedStrategy.PARLANDO, 1))
                .isEqualTo(SimulationRun.of(scenario, ComparedStrategy.PARLANDO, 1));
    }

    @Test
    void refusesManyRequestsOfRetryStrategy() {
        RunMetrics retry = SimulationRun.of(GovernorScenario.plain(5, 1), ComparedStrategy.RETRY, 1);

        assertThat(retry.limitedPercent()).isGreaterThan(10);
        assertThat(retry.usedPercent()).isGreaterThan(99);
    }

    private static void assertInvariants(RunSummary summary) {
        assertThat(summary.most(RunMetrics::failed)).as("failed").isZero();
        assertThat(summary.most(RunMetrics::permitsLeft))
                .as("permits in use at the end")
                .isZero();
        assertThat(summary.most(RunMetrics::longestPrefetchSeconds))
                .as("longest wait, of the 120 s in which the other priorities always have more")
                .isLessThan(60);
    }
}
