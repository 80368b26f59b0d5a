package dev.parlando.benchmarks.micro.g711;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.G711;
import dev.parlando.benchmarks.rig.speech.EncodedSpeech;
import dev.parlando.speech.OutputFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFormat;
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
 * A benchmark of both G.711 laws in both directions, per block of speech: a packet of 20 ms, and 16 KiB. Decoding is that
 * of a stream, by {@link AudioDecoders}. The baseline is the converter that {@link javax.sound.sampled.AudioSystem}
 * returns for the same format.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class G711Benchmark {
    @Param({"160", "16384"})
    public int samples;

    private final AudioDecoder ulawDecoder = AudioDecoders.forFormat(OutputFormat.ULAW_8000);
    private final AudioDecoder alawDecoder = AudioDecoders.forFormat(OutputFormat.ALAW_8000);
    private final short[] decoded = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private ByteBuffer ulaw = ByteBuffer.allocate(0);
    private ByteBuffer alaw = ByteBuffer.allocate(0);
    private short[] pcm = {};
    private byte[] encoded = {};
    private JdkG711 jdkUlaw = JdkG711.idle();
    private JdkG711 jdkAlaw = JdkG711.idle();

    @Setup
    public void setUp() {
        byte[] speech = EncodedSpeech.of(OutputFormat.ULAW_8000);
        byte[] ulawCodes = Arrays.copyOfRange(speech, speech.length / 2, speech.length / 2 + samples);
        byte[] alawCodes = new byte[samples];
        pcm = new short[samples];
        encoded = new byte[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = G711.ulawToLinear(ulawCodes[i]);
            alawCodes[i] = G711.linearToAlaw(pcm[i]);
        }
        ulaw = ByteBuffer.wrap(ulawCodes);
        alaw = ByteBuffer.wrap(alawCodes);
        jdkUlaw = JdkG711.of(AudioFormat.Encoding.ULAW, ulawCodes, pcm);
        jdkAlaw = JdkG711.of(AudioFormat.Encoding.ALAW, alawCodes, pcm);
    }

    /** Decodes a block of µ-law. */
    @Benchmark
    public int ulawDecode() {
        return decode(ulawDecoder, ulaw.rewind());
    }

    /** Decodes a block of A-law. */
    @Benchmark
    public int alawDecode() {
        return decode(alawDecoder, alaw.rewind());
    }

    /** Returns a sum, so that the compiler cannot eliminate the work. */
    private int decode(AudioDecoder decoder, ByteBuffer codes) {
        int sum = 0;
        while (codes.hasRemaining()) {
            int count = decoder.decode(codes, decoded);
            sum += decoded[count - 1];
        }
        return sum;
    }

    /** Encodes a block as µ-law. */
    @Benchmark
    public byte[] ulawEncode() {
        for (int i = 0; i < pcm.length; i++) {
            encoded[i] = G711.linearToUlaw(pcm[i]);
        }
        return encoded;
    }

    /** Encodes a block as A-law. */
    @Benchmark
    public byte[] alawEncode() {
        for (int i = 0; i < pcm.length; i++) {
            encoded[i] = G711.linearToAlaw(pcm[i]);
        }
        return encoded;
    }

    /** Decodes a block of µ-law with the JDK. */
    @Benchmark
    public byte[] jdkUlawDecode() throws IOException {
        return jdkUlaw.decode();
    }

    /** Decodes a block of A-law with the JDK. */
    @Benchmark
    public byte[] jdkAlawDecode() throws IOException {
        return jdkAlaw.decode();
    }

    /** Encodes a block as µ-law with the JDK. */
    @Benchmark
    public byte[] jdkUlawEncode() throws IOException {
        return jdkUlaw.encode();
    }

    /** Encodes a block as A-law with the JDK. */
    @Benchmark
    public byte[] jdkAlawEncode() throws IOException {
        return jdkAlaw.encode();
    }
}
