package dev.parlando.benchmarks.endtoend.mix;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.mix.Mixer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.benchmarks.rig.process.ResourceUsage;
import dev.parlando.benchmarks.rig.server.PacedServer;
import dev.parlando.benchmarks.rig.speech.EncodedSpeech;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A benchmark of the CPU time and the gaps of ten concurrent voices on one line.
 *
 * <p>Each voice is a {@link SpeechPlayer} on a lane of one {@link Mixer} and plays MP3 of 44.1 kHz and 128 kbit/s. A
 * server in this process sends it a quarter faster than real time, over cleartext HTTP/2. The first run is a warm-up.
 * The usage of the server is part of the total and also printed on a separate line.
 *
 * <p>Usage, with a sound device: {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endtoend.mix.TenVoices
 * [SECONDS [VOICES...]]}
 */
public final class TenVoices {
    private static final OutputFormat FORMAT = OutputFormat.MP3_44100_128;
    private static final int CHUNK_BYTES = 2048;
    private static final int PERIOD_MILLIS = 100;
    private static final int BYTES_PER_SECOND = 16_000;
    private static final int WARM_UP_SECONDS = 5;

    private TenVoices() {}

    /** Prints a table for each number of voices. */
    public static void main(String[] arguments) {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        List<Integer> voices = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList()
                : List.of(1, 10);
        measure(10, WARM_UP_SECONDS);
        voices.forEach(count -> measure(count, seconds));
    }

    private static void measure(int voices, int seconds) {
        try (PacedServer server = new PacedServer(chunks(seconds), PERIOD_MILLIS);
                SpeechEngine engine =
                        SpeechEngine.builder().baseUrl(server.baseUrl()).build();
                Mixer mixer = mixer()) {
            List<SpeechPlayer> players = players(engine, mixer, voices);
            ResourceUsage before = ResourceUsage.now();
            long startNanos = System.nanoTime();
            List<Playback> playbacks =
                    players.stream().map(player -> player.say(request())).toList();
            int gaps = playbacks.stream()
                    .mapToInt(playback -> playback.join().underruns())
                    .sum();
            print(voices, System.nanoTime() - startNanos, before, ResourceUsage.now(), gaps, mixer.underruns());
            players.forEach(SpeechPlayer::close);
        }
    }

    /**
     * Returns a mixer that mixes further ahead than by default, because the server uses the CPU of the same machine.
     */
    private static Mixer mixer() {
        return Mixer.builder()
                .bufferMillis(200)
                .aheadMillis(100)
                .laneBufferMillis(200)
                .build();
    }

    private static List<SpeechPlayer> players(SpeechEngine engine, Mixer mixer, int voices) {
        List<SpeechPlayer> players = new ArrayList<>();
        for (int i = 0; i < voices; i++) {
            players.add(
                    SpeechPlayer.builder(engine).sink(mixer.lane("voice " + i)).open());
        }
        return players;
    }

    private static SpeechRequest request() {
        return SpeechRequest.builder("measure")
                .voice("voice")
                .outputFormat(FORMAT)
                .build();
    }

    /** Repeats one sentence for the given number of seconds. */
    private static List<byte[]> chunks(int seconds) {
        byte[] sentence = EncodedSpeech.of(FORMAT);
        List<byte[]> chunks = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < seconds * BYTES_PER_SECOND / CHUNK_BYTES; i++) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int k = 0; k < CHUNK_BYTES; k++) {
                chunk[k] = sentence[at];
                at = (at + 1) % sentence.length;
            }
            chunks.add(chunk);
        }
        return chunks;
    }

    private static void print(int voices, long nanos, ResourceUsage before, ResourceUsage after, int gaps, int late) {
        System.out.printf(
                "%n%d voices, %.1f s: %s of a core, gaps of voices %d, mixer too late %d%n",
                voices,
                nanos / (double) TimeUnit.SECONDS.toNanos(1),
                percent(after.cpuNanos() - before.cpuNanos(), nanos),
                gaps,
                late);
        after.usedSince(before).forEach((name, use) -> {
            if (use.cpuNanos() > nanos / 10_000) {
                System.out.printf(
                        "  %-34s %8s %8.1f KB/s%n",
                        name,
                        percent(use.cpuNanos(), nanos),
                        use.allocatedBytes() / 1024.0 * TimeUnit.SECONDS.toNanos(1) / nanos);
            }
        });
    }

    private static String percent(long cpuNanos, long nanos) {
        return String.format("%.2f %%", 100.0 * cpuNanos / nanos);
    }
}
