package dev.parlando.benchmarks.endtoend.latency;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.benchmarks.rig.server.PacedServer;
import dev.parlando.benchmarks.rig.speech.EncodedSpeech;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A benchmark of the latency from the server's write to the sink, while the server sends 20 chunks, 100 ms apart.
 *
 * <p>The latency of a chunk ends when the sink receives the first sample that the chunk's bytes complete. For MP3 it is
 * the first sample of the first frame that they complete. Everything runs in one JVM, on one clock, over cleartext
 * HTTP/2 on loopback.
 *
 * <p>Usage: {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endtoend.latency.FirstSample [RUNS
 * [FORMAT...]]}
 */
public final class FirstSample {
    private static final int CHUNKS = 20;
    private static final int PERIOD_MILLIS = 100;
    private static final int WARM_UP_RUNS = 20;

    private FirstSample() {}

    /** Prints two lines for each format, one for the first chunk and one for all chunks. */
    public static void main(String[] arguments) {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        System.out.printf(
                "%d runs after %d of warm-up, %d chunks %d ms apart; microseconds%n%-15s %-14s %8s %8s %8s %8s%n",
                runs, WARM_UP_RUNS, CHUNKS, PERIOD_MILLIS, "format", "what", "p50", "p90", "p99", "max");
        for (OutputFormat format : formats(arguments)) {
            measure(format, runs);
        }
    }

    private static List<OutputFormat> formats(String[] arguments) {
        return arguments.length > 1
                ? Arrays.stream(arguments).skip(1).map(OutputFormat::parse).toList()
                : List.of(
                        OutputFormat.PCM_24000,
                        OutputFormat.ULAW_8000,
                        OutputFormat.MP3_44100_128,
                        OutputFormat.MP3_24000_48);
    }

    private static void measure(OutputFormat format, int runs) {
        List<byte[]> chunks = chunksOf(format);
        ArrivalSink sink = new ArrivalSink(firstSamples(format, chunks));
        Histogram first = new Histogram(3);
        Histogram every = new Histogram(3);
        try (PacedServer server = new PacedServer(chunks, PERIOD_MILLIS);
                SpeechEngine engine =
                        SpeechEngine.builder().baseUrl(server.baseUrl()).build();
                SpeechPlayer player = SpeechPlayer.builder(engine).sink(sink).open()) {
            SpeechRequest request = SpeechRequest.builder("measure")
                    .voice("voice")
                    .outputFormat(format)
                    .build();
            for (int run = -WARM_UP_RUNS; run < runs; run++) {
                sink.begin();
                player.say(request).join();
                if (run >= 0) {
                    record(server, sink, first, every);
                }
            }
        }
        print(format, "first chunk", first);
        print(format, "every chunk", every);
    }

    private static void record(PacedServer server, ArrivalSink sink, Histogram first, Histogram every) {
        for (int chunk = 0; chunk < CHUNKS && sink.arrived(chunk); chunk++) {
            long nanos = sink.arrivedNanos(chunk) - server.writtenNanos(chunk);
            every.recordValue(nanos);
            if (chunk == 0) {
                first.recordValue(nanos);
            }
        }
    }

    /** Splits two seconds of speech into chunks of 100 ms. Chunk boundaries may fall within frames or samples. */
    private static List<byte[]> chunksOf(OutputFormat format) {
        byte[] speech = EncodedSpeech.of(format);
        int size = bytesPerSecond(format) * PERIOD_MILLIS / 1000;
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            chunks.add(Arrays.copyOfRange(speech, i * size, (i + 1) * size));
        }
        return chunks;
    }

    private static int bytesPerSecond(OutputFormat format) {
        return switch (format.codec()) {
            case MP3 -> format.bitrateKbps() * 1000 / 8;
            case PCM -> format.sampleRateHz() * 2;
            default -> format.sampleRateHz();
        };
    }

    /** Finds, by decoding, the position of the first sample that each chunk completes. */
    static long[] firstSamples(OutputFormat format, List<byte[]> chunks) {
        AudioDecoder decoder = AudioDecoders.forFormat(format);
        short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
        long[] starts = new long[chunks.size()];
        long position = 0;
        for (int i = 0; i < chunks.size(); i++) {
            starts[i] = position;
            ByteBuffer bytes = ByteBuffer.wrap(chunks.get(i));
            int samples;
            while ((samples = decoder.decode(bytes, block)) > 0) {
                position += samples / decoder.format().channels();
            }
        }
        return starts;
    }

    private static void print(OutputFormat format, String what, Histogram nanos) {
        System.out.printf(
                "%-15s %-14s %8.0f %8.0f %8.0f %8.0f%n",
                format,
                what,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(90) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getMaxValue() / 1e3);
    }
}
