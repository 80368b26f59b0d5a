package dev.parlando.benchmarks.endtoend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FleetOutcomeTest {
    @Test
    void roundTripsThroughLine() {
        FleetOutcome outcome = new FleetOutcome(99, 1, 103, 60_000_000_000L);

        assertThat(FleetOutcome.parse(outcome.toLine())).isEqualTo(outcome);
        assertThatThrownBy(() -> FleetOutcome.parse("none waits")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sumsOutcomes() {
        FleetOutcome sum =
                FleetOutcome.sum(List.of(new FleetOutcome(2, 1, 4, 3_000_000), new FleetOutcome(1, 0, 1, 3_000_000)));

        assertThat(sum).isEqualTo(new FleetOutcome(3, 1, 5, 6_000_000));
        assertThat(sum.meanStreamMillis()).isEqualTo(2, within(1e-9));
    }
}
