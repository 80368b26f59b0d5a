package dev.parlando.command.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void hasThreeDigits() {
        Percentiles headers = Percentiles.of(
                BenchSamples.result(1000).streams(), stream -> stream.stages().get(Stage.HEADERS));
        assertThat(headers.count()).isEqualTo(1000);
        assertThat(headers.p50Micros()).isCloseTo(500_000, within(500L));
        assertThat(headers.p90Micros()).isCloseTo(900_000, within(900L));
        assertThat(headers.p99Micros()).isCloseTo(990_000, within(990L));
        assertThat(headers.p999Micros()).isCloseTo(999_000, within(999L));
        assertThat(headers.maxMicros()).isCloseTo(1_000_000, within(1000L));
    }

    @Test
    void countsOnlyStreamsWithValue() {
        assertThat(Percentiles.of(BenchSamples.result(10).streams(), Latency.EAR::micros))
                .isEqualTo(new Percentiles(0, 0, 0, 0, 0, 0));
        assertThat(Percentiles.of(
                                List.of(
                                        BenchSamples.failed(0, BenchSamples.MP3, "transport", null),
                                        BenchSamples.completed(1, BenchSamples.MP3, 100)),
                                Latency.TTFB::micros)
                        .count())
                .isEqualTo(1);
    }
}
