package dev.parlando.benchmarks.endtoend.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class H2loadTest {
    private static final String WORDS =
            "finished in %s, 7.90 req/s, 505.71MB/s\nrequests: 1 total, 1 started, 1 done, %s succeeded, 0 failed\n";

    @Test
    void parsesTimeInItsUnit() {
        assertThat(H2load.parse(WORDS.formatted("126.57ms", 1))).isEqualTo(0.12657);
        assertThat(H2load.parse(WORDS.formatted("1.50s", 1))).isEqualTo(1.5);
        assertThat(H2load.parse(WORDS.formatted("900us", 1))).isEqualTo(0.0009);
    }

    @Test
    void rejectsFailedRun() {
        assertThatThrownBy(() -> H2load.parse(WORDS.formatted("1.5s", 0))).hasMessageContaining("0 succeeded");
        assertThatThrownBy(() -> H2load.parse("")).isInstanceOf(IllegalArgumentException.class);
    }
}
