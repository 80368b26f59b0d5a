package dev.parlando.benchmarks.simulation.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.benchmarks.simulation.governor.Scenario.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised of the governor holds in the simulation; time is fake and chance has seeds, so it always does or never. */
class SimulationTest {
    private static final int SEEDS = 3;
    private static final double LONGEST_STREAM_SECONDS = 3;

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 30})
    void oneEngineIsNeverRefusedAndUsesTheLimit(int limit) {
        Summary summary = Summary.of(Scenario.plain(limit, 1), Contender.PARLANDO, SEEDS);

        assertThat(summary.most(Figures::limitedPercent)).isZero();
        assertThat(summary.most(Figures::limitedAtStart)).isZero();
        assertThat(summary.most(Figures::mostAboveLimit)).isNotPositive();
        assertThat(summary.least(Figures::usedPercent)).isGreaterThan(95);
        keepsWhatHoldsAlways(summary);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 30})
    void fourEnginesAreSeldomRefusedAndUseTheLimitAndEachHasItsShare(int limit) {
        Summary summary = Summary.of(Scenario.plain(limit, 4), Contender.PARLANDO, SEEDS);

        assertThat(summary.most(Figures::limitedPercent)).isLessThan(1);
        assertThat(summary.most(Figures::limitedAtStart)).isLessThan(10);
        assertThat(summary.least(Figures::usedPercent)).isGreaterThan(95);
        assertThat(summary.least(Figures::leastSharePercent)).isGreaterThan(75);
        keepsWhatHoldsAlways(summary);
    }

    @Test
    void aHalvedLimitIsObeyedWithinOneStream() {
        Scenario halved = Scenario.plain(10, 1).withTrouble("halved and doubled", Trouble.CHANGES);
        Summary summary = Summary.of(halved, Contender.PARLANDO, SEEDS);

        assertThat(summary.most(Figures::obeyedSeconds)).isLessThan(LONGEST_STREAM_SECONDS);
        assertThat(summary.most(Figures::limitedPercent)).isZero();
        keepsWhatHoldsAlways(summary);
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void whateverHappensFewAreRefused(Trouble trouble) {
        for (int engines : new int[] {1, 4}) {
            Scenario scenario = Scenario.plain(10, engines).withTrouble("trouble", trouble);
            Summary summary = Summary.of(scenario, Contender.PARLANDO, SEEDS);

            assertThat(summary.median(Figures::limitedPercent))
                    .as(scenario.name())
                    .isLessThan(1);
            keepsWhatHoldsAlways(summary);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "1, 1", "4, 0.5"})
    void headersMayBeLost(int engines, double part) {
        Scenario scenario = Scenario.plain(10, engines).withHeadsLost("lost", part, 0);
        Summary summary = Summary.of(scenario, Contender.PARLANDO, SEEDS);

        assertThat(summary.most(Figures::limitedPercent)).isLessThan(1);
        assertThat(summary.least(Figures::usedPercent)).isGreaterThan(95);
        keepsWhatHoldsAlways(summary);
    }

    @Test
    void isTheSameEachTime() {
        Scenario scenario = Scenario.plain(10, 4);

        assertThat(Run.of(scenario, Contender.PARLANDO, 1)).isEqualTo(Run.of(scenario, Contender.PARLANDO, 1));
    }

    @Test
    void theModelRefusesWhoeverSendsAllAtOnce() {
        Figures retry = Run.of(Scenario.plain(5, 1), Contender.RETRY, 1);

        assertThat(retry.limitedPercent()).isGreaterThan(10);
        assertThat(retry.usedPercent()).isGreaterThan(99);
    }

    private static void keepsWhatHoldsAlways(Summary summary) {
        assertThat(summary.most(Figures::failed)).as("failed").isZero();
        assertThat(summary.most(Figures::permitsLeft))
                .as("permits in use at the end")
                .isZero();
        assertThat(summary.most(Figures::longestPrefetchSeconds))
                .as("longest wait, of the 120 s in which the other priorities always have more")
                .isLessThan(60);
    }
}
