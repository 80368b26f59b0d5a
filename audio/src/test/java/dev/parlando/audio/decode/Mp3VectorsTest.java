package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.speech.OutputFormat;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares decoded samples with mpg123, which also rounds to the nearest. Differences are one step and rare. */
class Mp3VectorsTest {
    private static final double LARGEST_RMS = 0.1;

    record Vector(String file, String format, int frames) {
        byte[] bytes() {
            return TestVectors.bytes(file);
        }

        OutputFormat outputFormat() {
            return OutputFormat.parse(format);
        }

        int samplesPerFrame() {
            return outputFormat().sampleRateHz() > 32_000 ? 1152 : 576;
        }

        /** Returns the delay of LAME, which is removed if a tag names the encoder. */
        int removedSamples() {
            return file.contains(".bare.") ? 0 : 1105;
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Vector> vectors() {
        return Stream.of(
                new Vector("mp3_22050_32.mp3", "mp3_22050_32", 253),
                new Vector("mp3_24000_48.mp3", "mp3_24000_48", 275),
                new Vector("mp3_24000_48.id3.mp3", "mp3_24000_48", 275),
                new Vector("mp3_44100_32.mp3", "mp3_44100_32", 252),
                new Vector("mp3_44100_64.mp3", "mp3_44100_64", 252),
                new Vector("mp3_44100_96.mp3", "mp3_44100_96", 252),
                new Vector("mp3_44100_128.mp3", "mp3_44100_128", 252),
                new Vector("mp3_44100_128.bare.mp3", "mp3_44100_128", 252),
                new Vector("mp3_44100_192.mp3", "mp3_44100_192", 252));
    }

    /** The variant with the encoder's own ID3 tag was encoded by another build and has no reference. */
    static Stream<Vector> vectorsWithReference() {
        return vectors().filter(vector -> !vector.file().contains(".id3."));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void decodesEveryFrame(Vector vector) {
        DecodeRun decoding =
                DecodeRun.of(vector.outputFormat()).feed(vector.bytes()).finish();

        assertThat(decoding.samples()).hasSize(vector.frames() * vector.samplesPerFrame() - vector.removedSamples());
        assertThat(decoding.blocks().stream().skip(1)).allMatch(block -> block.length == vector.samplesPerFrame());
        assertThat(decoding.formats())
                .containsOnly(new PcmFormat(vector.outputFormat().sampleRateHz(), 1));
    }

    @ParameterizedTest
    @MethodSource("vectorsWithReference")
    void matchesReferenceInFirstSecond(Vector vector) {
        short[] reference = TestVectors.samples(vector.format() + ".first1s.s16");

        short[] decoded = DecodeRun.whole(vector.outputFormat(), vector.bytes());

        assertThat(reference).hasSize(vector.outputFormat().sampleRateHz());
        short[] afterDelay = Arrays.copyOfRange(reference, vector.removedSamples(), reference.length);
        assertThat(TestVectors.rms(decoded, afterDelay)).isLessThan(LARGEST_RMS);
    }

    /** FFmpeg wrote both, one with an info tag that declares the delay, and one as to a pipe. */
    @Test
    void removesSameDelayWithAndWithoutInfoTag() {
        short[] declared = DecodeRun.whole(OutputFormat.MP3_44100_128, TestVectors.bytes("mp3_44100_128.info.mp3"));

        short[] named = DecodeRun.whole(OutputFormat.MP3_44100_128, TestVectors.bytes("mp3_44100_128.mp3"));

        assertThat(TestVectors.rms(named, Arrays.copyOf(declared, 44_100))).isLessThan(LARGEST_RMS);
    }

    @Test
    void interleavesTwoChannels() {
        short[] reference = TestVectors.samples("stereo_44100_96.head.s16");
        DecodeRun decoding = DecodeRun.of(OutputFormat.MP3_44100_96);

        decoding.feed(TestVectors.bytes("stereo_44100_96.mp3")).finish();

        assertThat(decoding.blocks()).hasSize(40).allMatch(block -> block.length == AudioDecoder.MAX_BLOCK_SAMPLES);
        assertThat(decoding.formats()).containsOnly(new PcmFormat(44_100, 2));
        assertThat(TestVectors.rms(decoding.samples(), reference)).isLessThan(LARGEST_RMS);
    }
}
