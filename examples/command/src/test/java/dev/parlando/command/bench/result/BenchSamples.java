package dev.parlando.command.bench.result;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Results with invented measurements. */
public final class BenchSamples {
    public static final StreamGroup MP3 =
            new StreamGroup("mp3_44100_128", "eleven_flash_v2_5", "KevinOfflineVoice001", "offline server", 8);
    public static final StreamGroup PCM =
            new StreamGroup("pcm_24000", "eleven_flash_v2_5", "KevinOfflineVoice001", "offline server", 8);

    private BenchSamples() {}

    public static BenchConditions conditions() {
        return conditions(List.of(new LoadLevel(8, 2_000_000)));
    }

    public static BenchConditions conditions(List<LoadLevel> levels) {
        return new BenchConditions(
                "parlando bench --requests 2",
                Instant.parse("2026-11-30T12:00:00.123456789Z"),
                "0.1.0",
                "17.0.17 (Temurin)",
                "Linux 6.1",
                "2 × CPU, 24 GiB",
                "offline server",
                "everyday, 30 texts",
                "closed, concurrency 8",
                false,
                null,
                false,
                10,
                levels,
                false);
    }

    /** Returns a completed stream whose response headers took a time, and other stages a fixed one. */
    public static StreamResult completed(int index, StreamGroup group, long headersMicros) {
        Map<Stage, Long> stages = new EnumMap<>(Map.of(
                Stage.QUEUE, 100L,
                Stage.REQUEST, 50L,
                Stage.HEADERS, headersMicros,
                Stage.FIRST_BYTE, 250L,
                Stage.FIRST_DECODED, 70L,
                Stage.LEADING_SILENCE, 30_000L));
        long firstByteMicros = 400 + headersMicros;
        return new StreamResult(
                index,
                group,
                index % 30,
                42,
                1000L * index,
                1000L * index,
                StreamResult.COMPLETED,
                null,
                "h2c",
                true,
                stages,
                firstByteMicros,
                firstByteMicros + 30_070,
                null,
                firstByteMicros + 90_000,
                2_100_000L,
                List.of(10_000L, 20_000L),
                0);
    }

    /** Returns a stream that failed before the response. */
    public static StreamResult failed(int index, StreamGroup group, String outcome, @Nullable String message) {
        return new StreamResult(
                index,
                group,
                0,
                42,
                1000L * index,
                1000L * index,
                outcome,
                message,
                "",
                false,
                Map.of(Stage.QUEUE, 100L),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                0);
    }

    /** Returns a result of levels of 30 streams each. A level of n streams in flight takes 1 s and n ms per stream. */
    public static BenchResult levels(int... concurrency) {
        List<LoadLevel> levels = IntStream.of(concurrency)
                .mapToObj(level -> new LoadLevel(level, 1_000_000))
                .toList();
        return new BenchResult(
                conditions(levels),
                IntStream.range(0, 30 * concurrency.length)
                        .mapToObj(index ->
                                completed(index, MP3.at(concurrency[index / 30]), 1000L * concurrency[index / 30]))
                        .toList());
    }

    /** Returns a result whose completed streams have response headers after 1, 2, 3, … ms. */
    public static BenchResult result(int streams) {
        return new BenchResult(
                conditions(),
                IntStream.range(0, streams)
                        .mapToObj(index -> completed(index, index % 2 == 0 ? MP3 : PCM, 1000L * (index + 1)))
                        .toList());
    }
}
