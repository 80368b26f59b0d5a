package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The test vectors, which are one espeak-ng sentence in many formats.
 *
 * <p>The {@code first1s.s16} files are the first second as decoded by mpg123 1.31.2 and libopus 1.3.1. Other {@code s16}
 * files are whole decoded files.
 */
final class TestVectors {
    private TestVectors() {}

    static byte[] bytes(String name) {
        try (InputStream in = TestVectors.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no vector " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the first {@code count} bytes of a vector. */
    static byte[] head(String name, int count) {
        return Arrays.copyOf(bytes(name), count);
    }

    static short[] samples(String name) {
        return s16le(bytes(name));
    }

    static short[] s16le(byte[] bytes) {
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    /** Returns the RMS difference between the decoded samples and the reference, over the length of the reference. */
    static double rms(short[] decoded, short[] reference) {
        assertThat(decoded).hasSizeGreaterThanOrEqualTo(reference.length);
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double difference = decoded[i] - reference[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum / reference.length);
    }
}
