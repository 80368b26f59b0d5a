package dev.parlando.benchmarks.micro.decode;

import dev.parlando.audio.internal.mp3.Mp3FrameSplitter;
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

/** A benchmark of assembling MP3 frames from chunks, compared with copying the bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameAssemblyBenchmark {
    @Param({"mp3_44100_128", "mp3_24000_48"})
    public String format = "";

    @Param({"1", "417", "1400", "16384"})
    public int chunkBytes;

    private final byte[] copy = new byte[16_384];
    private final Mp3FrameSplitter splitter = new Mp3FrameSplitter();
    private EndlessChunks chunks = new EndlessChunks(new byte[0], 0);

    @Setup
    public void setUp() {
        chunks = new EndlessChunks(EncodedSpeech.of(OutputFormat.parse(format)), chunkBytes);
    }

    /** Assembles the frames that a chunk completes, without decoding them. */
    @Benchmark
    public int assemble() {
        ByteBuffer chunk = chunks.next();
        int frames = 0;
        while (splitter.next(chunk)) {
            frames++;
        }
        return frames;
    }

    /** Copies the chunk. This is a lower bound for every splitter. */
    @Benchmark
    public byte[] copy() {
        ByteBuffer chunk = chunks.next();
        chunk.get(copy, 0, chunk.remaining());
        return copy;
    }
}
