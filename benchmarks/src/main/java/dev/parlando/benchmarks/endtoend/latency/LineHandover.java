package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.benchmarks.rig.server.PacedServer;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A benchmark of the latency from the chunk handler to the line. The server sends 40 ms of audio every 40 ms, two
 * chunks ahead of time. The prefill is fixed, so that it does not grow after underruns. Stateless.
 */
final class LineHandover {
    private static final int CHUNK_MILLIS = 40;
    private static final int SOUND_MILLIS = 2_000;
    private static final int PREFILL_MILLIS = 20;
    private static final int WARM_UP_RUNS = 10;

    private LineHandover() {}

    /** Prints a line for the first chunk of each utterance and a line for the other chunks. */
    static void measure(OutputFormat format, int runs) {
        LoudSpeech speech = LoudSpeech.of(format);
        int chunkBytes = speech.bytesPerSecond() * CHUNK_MILLIS / 1000;
        List<byte[]> chunks = speech.chunks(chunkBytes, SOUND_MILLIS);
        long[] starts = FirstSample.firstSamples(format, chunks);
        Histogram first = new Histogram(3);
        Histogram later = new Histogram(3);
        int underruns = 0;
        TimestampingSink sink = new TimestampingSink();
        try (PacedServer server = new PacedServer(chunks, chunk -> (long) CHUNK_MILLIS * Math.max(0, chunk - 1), null);
                SpeechEngine engine =
                        SpeechEngine.builder().baseUrl(server.baseUrl()).build()) {
            TimestampingSource source = new TimestampingSource(engine, chunkBytes, chunks.size());
            try (SpeechPlayer player = SpeechPlayer.builder(source)
                    .sink(sink)
                    .prefillMillis(PREFILL_MILLIS)
                    .maxPrefillMillis(PREFILL_MILLIS)
                    .open()) {
                SpeechRequest request = SpeechRequest.builder("measure")
                        .voice("voice")
                        .outputFormat(format)
                        .build();
                for (int run = -WARM_UP_RUNS; run < runs; run++) {
                    sink.begin();
                    source.begin();
                    Playback playback = player.say(request);
                    playback.join();
                    if (run >= 0) {
                        underruns += playback.underruns();
                        long trimmed = Math.round(playback.trimmedMillis() * format.sampleRateHz() / 1000);
                        record(source, sink, starts, trimmed, first, later);
                    }
                }
            }
        }
        print(format, "first chunk", first);
        print(format, "later chunks", later);
        System.out.printf("%-15s underruns %d%n", format, underruns);
    }

    private static void record(
            TimestampingSource source,
            TimestampingSink sink,
            long[] starts,
            long trimmed,
            Histogram first,
            Histogram later) {
        for (int chunk = 0; chunk < starts.length; chunk++) {
            long writtenNanos = sink.nanosOf(Math.max(0, starts[chunk] - trimmed));
            if (writtenNanos >= 0 && source.nanosOf(chunk) != 0) {
                Histogram micros = chunk == 0 ? first : later;
                micros.recordValue(Math.max(0, writtenNanos - source.nanosOf(chunk)) / 1000);
            }
        }
    }

    private static void print(OutputFormat format, String what, Histogram micros) {
        System.out.printf(
                "%-15s %-13s n %5d  p50 %6.2f  p90 %6.2f  p99 %6.2f  max %6.2f ms from handler to line%n",
                format,
                what,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(90) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
