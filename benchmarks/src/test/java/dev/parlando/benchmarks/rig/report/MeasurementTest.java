package dev.parlando.benchmarks.rig.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.benchmarks.rig.process.ThreadUsage;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static Measurement measurement() {
        Histogram nanos = new Histogram(3);
        for (int i = 1; i <= 100; i++) {
            nanos.recordValue(i * 1000L);
        }
        return new Measurement(
                nanos,
                100,
                5_000_000,
                12,
                34_000,
                Map.of("io-*", new ThreadUsage(3000, 7), "ring-*", new ThreadUsage(200, 8)));
    }

    @Test
    void roundTripsThroughLine() {
        Measurement read = Measurement.parse(measurement().line());

        assertThat(read).isEqualTo(measurement());
        assertThat(measurement().line()).doesNotContain("\n");
    }

    @Test
    void computesFiguresPerUnit() {
        assertThat(measurement().cpuMicrosPerUnit()).isEqualTo(50.0);
        assertThat(measurement().allocatedBytesPerUnit()).isEqualTo(32.0);
        assertThat(measurement().micros(50)).isBetween(49.9, 50.1);
        assertThat(measurement().maxMicros()).isBetween(99.9, 100.1);
    }
}
