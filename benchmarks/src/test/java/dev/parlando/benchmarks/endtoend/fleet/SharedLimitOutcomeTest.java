package dev.parlando.benchmarks.endtoend.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedLimitOutcomeTest {
    private static final SharedLimitOutcome NOTHING = new SharedLimitOutcome(0, List.of(), List.of());
    private static final SharedLimitOutcome SOME = new SharedLimitOutcome(2, List.of(30L, 10L, 20L), List.of(7L));

    @Test
    void readsTheLineThatItWrites() {
        assertThat(SharedLimitOutcome.parse(SOME.toLine())).isEqualTo(SOME);
        assertThat(SharedLimitOutcome.parse(NOTHING.toLine())).isEqualTo(NOTHING);
    }

    @Test
    void addsTheOutcomesOfAllEngines() {
        SharedLimitOutcome sum = SharedLimitOutcome.sum(List.of(SOME, NOTHING, SOME));
        assertThat(sum.failed()).isEqualTo(4);
        assertThat(sum.live()).hasSize(6);
        assertThat(sum.prefetch()).containsExactly(7L, 7L);
    }

    @Test
    void sortsTimesForQuantiles() {
        assertThat(SOME.liveMillis(0.5)).isEqualTo(20);
        assertThat(SOME.liveMillis(0.99)).isEqualTo(30);
        assertThat(SOME.prefetchMillis(0.99)).isEqualTo(7);
        assertThat(NOTHING.liveMillis(0.5)).isZero();
    }
}
