package dev.parlando.benchmarks.micro.decode;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.benchmarks.rig.speech.EncodedSpeech;
import dev.parlando.speech.OutputFormat;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of decoding one chunk as it arrives, including all blocks that it completes.
 *
 * <p>The baselines are in {@link RawSamplesBenchmark} and {@link Mp3FrameBenchmark}. {@code -prof gc} shows that
 * nothing is allocated, except by Concentus for each Opus packet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeChunkBenchmark {
    @Param({"mp3_44100_128", "mp3_24000_48", "opus_48000_64", "ulaw_8000", "pcm_24000"})
    public String format = "";

    @Param({"1", "417", "1400", "16384"})
    public int chunkBytes;

    private final short[] pcm = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private AudioDecoder decoder = AudioDecoders.forFormat(OutputFormat.PCM_24000);
    private EndlessChunks chunks = new EndlessChunks(new byte[0], 0);

    @Setup
    public void setUp() {
        OutputFormat parsed = OutputFormat.parse(format);
        decoder = AudioDecoders.forFormat(parsed);
        chunks = new EndlessChunks(EncodedSpeech.of(parsed), chunkBytes);
    }

    /** Decodes one chunk. Returns a sum, so that the compiler cannot eliminate the work. */
    @Benchmark
    public int decode() {
        ByteBuffer chunk = chunks.next();
        int sum = 0;
        for (int samples = decoder.decode(chunk, pcm); samples > 0; samples = decoder.decode(chunk, pcm)) {
            sum += samples + pcm[samples - 1];
        }
        return sum;
    }
}
