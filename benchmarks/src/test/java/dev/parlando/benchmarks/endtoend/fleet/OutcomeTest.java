package dev.parlando.benchmarks.endtoend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks how the outcomes of several engines become one. */
class OutcomeTest {
    @Test
    void isReadAsItWasWritten() {
        Outcome outcome = new Outcome(99, 1, 103, 60_000_000_000L);

        assertThat(Outcome.parse(outcome.toLine())).isEqualTo(outcome);
        assertThatThrownBy(() -> Outcome.parse("none waits")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addsUp() {
        Outcome sum = Outcome.sum(List.of(new Outcome(2, 1, 4, 3_000_000), new Outcome(1, 0, 1, 3_000_000)));

        assertThat(sum).isEqualTo(new Outcome(3, 1, 5, 6_000_000));
        assertThat(sum.meanStreamMillis()).isEqualTo(2, within(1e-9));
    }
}
