package dev.parlando.benchmarks.micro.decode;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.benchmarks.rig.speech.EncodedSpeech;
import dev.parlando.benchmarks.rig.speech.EndlessStream;
import dev.parlando.speech.OutputFormat;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.Obuffer;
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
 * A benchmark of the overhead that the splitter and the rounding add to bare JLayer, per MPEG frame of an endless
 * stream.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Mp3FrameBenchmark {
    @Param({"mp3_44100_128", "mp3_24000_48"})
    public String format = "";

    private final short[] pcm = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private AudioDecoder decoder = AudioDecoders.forFormat(OutputFormat.MP3_44100_128);
    private ByteBuffer stream = ByteBuffer.allocate(0);
    private Bitstream bareStream = new Bitstream(new EndlessStream(new byte[1]));
    private Decoder bareDecoder = new Decoder();

    @Setup
    public void setUp() {
        OutputFormat parsed = OutputFormat.parse(format);
        byte[] speech = EncodedSpeech.of(parsed);
        decoder = AudioDecoders.forFormat(parsed);
        stream = ByteBuffer.wrap(speech);
        bareStream = new Bitstream(new EndlessStream(speech));
        bareDecoder = new Decoder();
    }

    /** Decodes one frame with the decoder of Parlando. */
    @Benchmark
    public int parlando() {
        int samples = decoder.decode(stream, pcm);
        while (samples == 0) {
            stream.rewind();
            samples = decoder.decode(stream, pcm);
        }
        return samples + pcm[samples - 1];
    }

    /** Decodes one frame with JLayer alone. */
    @Benchmark
    public Obuffer bareJLayer() throws JavaLayerException {
        Obuffer samples = bareDecoder.decodeFrame(bareStream.readFrame(), bareStream);
        bareStream.closeFrame();
        return samples;
    }
}
