package dev.parlando.benchmarks.micro.g711;

import dev.parlando.benchmarks.rig.speech.EndlessStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** The G.711 converters of {@code javax.sound}, fed with the same block forever. Not thread-safe. */
final class JdkG711 {
    private static final int SAMPLE_RATE_HZ = 8_000;

    private final AudioInputStream decoding;
    private final AudioInputStream encoding;
    private final byte[] decoded;
    private final byte[] encoded;

    private JdkG711(AudioFormat.Encoding law, byte[] codes, byte[] pcm) {
        AudioFormat compressed = new AudioFormat(law, SAMPLE_RATE_HZ, 8, 1, 1, SAMPLE_RATE_HZ, false);
        AudioFormat linear = new AudioFormat(SAMPLE_RATE_HZ, 16, 1, true, false);
        decoding = AudioSystem.getAudioInputStream(linear, endless(codes, compressed));
        encoding = AudioSystem.getAudioInputStream(compressed, endless(pcm, linear));
        decoded = new byte[pcm.length];
        encoded = new byte[codes.length];
    }

    /** Returns converters of nothing. */
    static JdkG711 idle() {
        return of(AudioFormat.Encoding.ULAW, new byte[1], new short[1]);
    }

    /** Returns the converters of a law, one for a block of its codes and one for a block of samples. */
    static JdkG711 of(AudioFormat.Encoding law, byte[] codes, short[] samples) {
        ByteBuffer pcm = ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        pcm.asShortBuffer().put(samples);
        return new JdkG711(law, codes, pcm.array());
    }

    private static AudioInputStream endless(byte[] block, AudioFormat format) {
        return new AudioInputStream(new EndlessStream(block), format, AudioSystem.NOT_SPECIFIED);
    }

    byte[] decode() throws IOException {
        return fill(decoding, decoded);
    }

    byte[] encode() throws IOException {
        return fill(encoding, encoded);
    }

    private static byte[] fill(AudioInputStream source, byte[] target) throws IOException {
        if (source.readNBytes(target, 0, target.length) < target.length) {
            throw new IOException("the converter has ended");
        }
        return target;
    }
}
