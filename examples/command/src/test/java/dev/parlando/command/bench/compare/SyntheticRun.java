package dev.parlando.command.bench.compare;

import dev.parlando.command.bench.result.BenchConditions;
import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.BenchSamples;
import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamGroup;
import dev.parlando.command.bench.result.StreamResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Results with playback whose stages are log-normal, as those of a service are. Confined to one thread. */
final class SyntheticRun {
    private static final int TEXTS = 30;

    private final Random random;
    private final int streams;
    private final Map<Stage, Long> added = new EnumMap<>(Stage.class);
    private UnaryOperator<BenchConditions> conditions = UnaryOperator.identity();
    private int failed;
    private boolean played = true;
    private boolean serverReports;
    private double drift;
    private long textMicros;
    private @Nullable StreamGroup slowGroup;

    SyntheticRun(long seed, int streams) {
        random = new Random(seed);
        this.streams = streams;
    }

    /** Adds a constant time to a stage. */
    SyntheticRun slower(Stage stage, long micros) {
        added.put(stage, micros);
        return this;
    }

    SyntheticRun failing(int count) {
        failed = count;
        return this;
    }

    SyntheticRun withoutPlayback() {
        played = false;
        return this;
    }

    /** Lets the server report nine tenths of the time until the response headers. */
    SyntheticRun withServerTimes() {
        serverReports = true;
        return this;
    }

    /** Adds a leading silence of up to the given time, which depends on the text only. */
    SyntheticRun silences(long maxMicros) {
        textMicros = maxMicros;
        return this;
    }

    /** Lets each second stream belong to another group, whose response headers take twice as long. */
    SyntheticRun alternating(StreamGroup group) {
        slowGroup = group;
        return this;
    }

    /** Slows consecutive streams together, by up to the given share, in waves of eight streams. */
    SyntheticRun waves(double share) {
        drift = share;
        return this;
    }

    SyntheticRun with(UnaryOperator<BenchConditions> change) {
        conditions = change;
        return this;
    }

    BenchResult result() {
        List<StreamResult> all = new ArrayList<>();
        double wave = 0;
        for (int index = 0; index < streams; index++) {
            wave = index % 8 == 0 ? random.nextDouble() : wave;
            all.add(
                    index < failed
                            ? BenchSamples.failed(index, BenchSamples.MP3, "timeout", "late")
                            : stream(index, wave));
        }
        return new BenchResult(conditions.apply(BenchSamples.conditions()), all);
    }

    private StreamResult stream(int index, double wave) {
        StreamGroup other = index % 2 == 0 ? null : slowGroup;
        int text = (slowGroup == null ? index : index / 2) % TEXTS;
        Map<Stage, Long> stages = new EnumMap<>(Stage.class);
        put(stages, Stage.QUEUE, 120, 0.8);
        put(stages, Stage.REQUEST, 300, 0.4);
        put(stages, Stage.HEADERS, (other == null ? 75_000 : 150_000) * (1 + drift * wave), 0.05);
        put(stages, Stage.FIRST_BYTE, 4_000, 0.5);
        put(stages, Stage.FIRST_DECODED, 700, 0.3);
        put(stages, Stage.LEADING_SILENCE, 40_000, 0.05);
        if (serverReports) {
            long rest = stages.getOrDefault(Stage.HEADERS, 0L) / 10;
            long server = stages.getOrDefault(Stage.HEADERS, 0L) - rest;
            stages.put(Stage.HEADERS, rest);
            stages.put(Stage.SERVER, server + added.getOrDefault(Stage.SERVER, 0L));
        }
        long silence = textMicros * (text * 7 % TEXTS) / TEXTS;
        stages.merge(Stage.LEADING_SILENCE, silence, Long::sum);
        long firstByte = stages.getOrDefault(Stage.QUEUE, 0L)
                + stages.getOrDefault(Stage.REQUEST, 0L)
                + stages.getOrDefault(Stage.SERVER, 0L)
                + stages.getOrDefault(Stage.HEADERS, 0L)
                + stages.getOrDefault(Stage.FIRST_BYTE, 0L);
        long firstAudio = firstByte
                + stages.getOrDefault(Stage.FIRST_DECODED, 0L)
                + stages.getOrDefault(Stage.LEADING_SILENCE, 0L);
        if (played) {
            put(stages, Stage.DEVICE, 21_000, 0.05);
        }
        Long ear = played ? Long.valueOf(firstAudio + stages.getOrDefault(Stage.DEVICE, 0L)) : null;
        long start = index * 1000L;
        return new StreamResult(
                index,
                other == null ? BenchSamples.MP3 : other,
                text,
                42,
                start,
                start,
                StreamResult.COMPLETED,
                null,
                "h2c",
                true,
                stages,
                firstByte,
                firstAudio,
                ear,
                firstByte + 200_000,
                2_000_000L,
                List.of(),
                0);
    }

    private void put(Map<Stage, Long> stages, Stage stage, double median, double sigma) {
        double micros = median * Math.exp(sigma * random.nextGaussian());
        stages.put(stage, Math.round(micros) + added.getOrDefault(stage, 0L));
    }
}
