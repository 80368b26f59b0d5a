package dev.parlando.benchmarks.micro.g711;

import dev.parlando.audio.decode.G711;
import java.io.IOException;
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
 * A benchmark of both G.711 laws in both directions, per block: a packet of 20 ms, and 16 KiB. The baseline is the
 * converter that {@link javax.sound.sampled.AudioSystem} returns for the same format.
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

    private byte[] ulaw = {};
    private byte[] alaw = {};
    private short[] pcm = {};
    private short[] decoded = {};
    private byte[] encoded = {};
    private JdkG711 jdkUlaw = JdkG711.idle();
    private JdkG711 jdkAlaw = JdkG711.idle();

    @Setup
    public void setUp() {
        pcm = new short[samples];
        ulaw = new byte[samples];
        alaw = new byte[samples];
        decoded = new short[samples];
        encoded = new byte[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(20_000 * Math.sin(i * 0.1));
            ulaw[i] = G711.linearToUlaw(pcm[i]);
            alaw[i] = G711.linearToAlaw(pcm[i]);
        }
        jdkUlaw = JdkG711.of(AudioFormat.Encoding.ULAW, ulaw, pcm);
        jdkAlaw = JdkG711.of(AudioFormat.Encoding.ALAW, alaw, pcm);
    }

    /** Decodes a block of µ-law. */
    @Benchmark
    public short[] ulawDecode() {
        for (int i = 0; i < ulaw.length; i++) {
            decoded[i] = G711.ulawToLinear(ulaw[i]);
        }
        return decoded;
    }

    /** Decodes a block of A-law. */
    @Benchmark
    public short[] alawDecode() {
        for (int i = 0; i < alaw.length; i++) {
            decoded[i] = G711.alawToLinear(alaw[i]);
        }
        return decoded;
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
