package dev.parlando.command.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LevelSummaryTest {
    @Test
    void summarisesEachLevel() {
        List<LevelSummary> levels = LevelSummary.of(BenchSamples.levels(4, 1));
        assertThat(levels).extracting(LevelSummary::concurrency).containsExactly(4, 1);
        LevelSummary first = levels.get(0);
        assertThat(first.streams()).isEqualTo(30);
        assertThat(first.streamsPerSecond()).isEqualTo(30);
        assertThat(first.audioPerSecond()).isEqualTo(63);
        assertThat(first.ttfb().p50Micros()).isCloseTo(4_400, Offset.offset(10L));
        assertThat(levels.get(1).ttfb().p99Micros()).isCloseTo(1_400, Offset.offset(10L));
        assertThat(levels.get(1).ttfa().p50Micros()).isCloseTo(31_470, Offset.offset(20L));
    }

    @Test
    void failedStreamsAddNoThroughput() {
        List<StreamResult> streams = new ArrayList<>(BenchSamples.levels(4).streams());
        streams.set(0, BenchSamples.failed(0, BenchSamples.MP3.at(4), "timeout", null));
        LevelSummary level = LevelSummary.of(
                        new BenchResult(BenchSamples.conditions(List.of(new LoadLevel(4, 2_000_000))), streams))
                .get(0);
        assertThat(level.streams()).isEqualTo(30);
        assertThat(level.completed()).isEqualTo(29);
        assertThat(level.streamsPerSecond()).isEqualTo(14.5);
    }
}
