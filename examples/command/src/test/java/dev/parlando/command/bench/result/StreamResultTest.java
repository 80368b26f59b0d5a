package dev.parlando.command.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamResultTest {
    @Test
    void acceptsStagesThatAddUpToLatencies() {
        StreamResult stream = of(
                Map.of(Stage.HEADERS, 5L, Stage.FIRST_BYTE, 6L, Stage.LEADING_SILENCE, 7L, Stage.DEVICE, 8L),
                11L,
                18L,
                26L);
        assertThat(stream.sumThrough(Stage.HEADERS)).isEqualTo(5);
        assertThat(stream.sumThrough(Stage.DEVICE)).isEqualTo(26);
        assertThat(stream.stages().keySet())
                .containsExactly(Stage.HEADERS, Stage.FIRST_BYTE, Stage.LEADING_SILENCE, Stage.DEVICE);
    }

    @Test
    void rejectsStagesThatDoNotAddUp() {
        Map<Stage, Long> stages = Map.of(Stage.HEADERS, 5L, Stage.LEADING_SILENCE, 7L, Stage.DEVICE, 8L);
        assertThatThrownBy(() -> of(stages, 4L, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stream 3: the stages up to 'first byte' sum to 5 µs, but ttfbMicros is 4");
        assertThatThrownBy(() -> of(stages, null, 13L, null)).hasMessageContaining("ttfaMicros is 13");
        assertThatThrownBy(() -> of(stages, null, null, 21L)).hasMessageContaining("earMicros is 21");
    }

    @Test
    void rejectsNegativeStage() {
        assertThatThrownBy(() -> of(Map.of(Stage.QUEUE, 6L, Stage.HEADERS, -1L), 5L, null, null))
                .hasMessage("stream 3: response headers is -1 µs");
    }

    @Test
    void dividesTotalByAudioLength() {
        assertThat(BenchSamples.completed(0, BenchSamples.MP3, 1600).realTimeFactor())
                .isEqualTo(92_000 / 2_100_000.0);
        assertThat(BenchSamples.failed(0, BenchSamples.MP3, "transport", null).realTimeFactor())
                .isNull();
    }

    private static StreamResult of(
            Map<Stage, Long> stages, @Nullable Long ttfb, @Nullable Long ttfa, @Nullable Long ear) {
        return new StreamResult(
                3,
                BenchSamples.MP3,
                0,
                10,
                0,
                0,
                StreamResult.COMPLETED,
                null,
                "h2",
                true,
                stages,
                ttfb,
                ttfa,
                ear,
                null,
                null,
                List.of(),
                0);
    }
}
