package dev.parlando.benchmarks.micro.decode;

import dev.parlando.audio.decode.G711;
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
 * A benchmark of the minimum cost of a chunk of samples: copying its bytes, or one table look-up per byte.
 *
 * <p>It is the baseline of {@link DecodeChunkBenchmark} for {@code pcm_24000} and {@code ulaw_8000}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RawSamplesBenchmark {
    @Param({"1", "417", "1400", "16384"})
    public int chunkBytes;

    private final byte[] copy = new byte[16_384];
    private final short[] pcm = new short[16_384];
    private EndlessChunks pcmChunks = new EndlessChunks(new byte[0], 0);
    private EndlessChunks ulawChunks = new EndlessChunks(new byte[0], 0);

    @Setup
    public void setUp() {
        pcmChunks = new EndlessChunks(EncodedSpeech.of(OutputFormat.PCM_24000), chunkBytes);
        ulawChunks = new EndlessChunks(EncodedSpeech.of(OutputFormat.ULAW_8000), chunkBytes);
    }

    /** Copies the bytes of a chunk with {@link System#arraycopy}. */
    @Benchmark
    public byte[] arrayCopy() {
        ByteBuffer chunk = pcmChunks.next();
        System.arraycopy(chunk.array(), chunk.arrayOffset() + chunk.position(), copy, 0, chunk.remaining());
        return copy;
    }

    /** Converts each byte of a chunk by table look-up. */
    @Benchmark
    public short[] tableLoop() {
        ByteBuffer chunk = ulawChunks.next();
        byte[] codes = chunk.array();
        int from = chunk.arrayOffset() + chunk.position();
        for (int i = 0; i < chunk.remaining(); i++) {
            pcm[i] = G711.ulawToLinear(codes[from + i]);
        }
        return pcm;
    }
}
