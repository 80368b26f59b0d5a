package dev.parlando.audio.internal.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Tests for the percentiles, the range and the sum of histograms. */
class LatenessTest {
    @Test
    void reportsPercentilesAndTheExactMaximum() {
        Lateness lateness = new Lateness();
        for (int i = 1; i <= 1000; i++) {
            lateness.record(TimeUnit.MICROSECONDS.toNanos(i));
        }
        lateness.record(TimeUnit.SECONDS.toNanos(7) + 1);
        lateness.record(-1);
        assertThat(lateness.count()).isEqualTo(1002);
        assertThat(lateness.nanosAt(50)).isCloseTo(500_000, Percentage.withPercentage(1.5));
        assertThat(lateness.nanosAt(99)).isCloseTo(990_000, Percentage.withPercentage(1.5));
        assertThat(lateness.nanosAt(100)).isCloseTo(1_048_000_000, Percentage.withPercentage(1));
        assertThat(lateness.maxNanos()).isEqualTo(7_000_000_001L);
    }

    @Test
    void limitsPercentilesToTheMaximum() {
        Lateness lateness = new Lateness();
        lateness.record(27_244_000);
        lateness.record(-1);
        assertThat(lateness.nanosAt(99.9)).isEqualTo(27_244_000);
        assertThat(new Lateness().nanosAt(50)).isZero();
    }

    @Test
    void addsHistograms() {
        Lateness sum = new Lateness();
        for (int i = 0; i < 3; i++) {
            Lateness part = new Lateness();
            part.record(i * 1_000_000L);
            sum.add(part);
        }
        assertThat(sum.count()).isEqualTo(3);
        assertThat(sum.maxNanos()).isEqualTo(2_000_000);
    }
}
