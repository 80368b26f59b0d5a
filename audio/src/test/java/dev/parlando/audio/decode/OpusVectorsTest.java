package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.speech.OutputFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares decoded samples with libopus, which computes in floating point where Concentus uses integers. */
class OpusVectorsTest {
    /** The length declared by the last page of every vector, minus the pre-skip. */
    private static final int SAMPLES = 314_321;

    @ParameterizedTest
    @CsvSource({"32, 6", "64, 1", "96, 1", "128, 1", "192, 1"})
    void matchesReferenceInFirstSecond(int kbps, double largestRms) {
        String name = "opus_48000_" + kbps;
        short[] reference = TestVectors.samples(name + ".first1s.s16");

        short[] decoded = DecodeRun.whole(OutputFormat.parse(name), TestVectors.bytes(name + ".opus"));

        assertThat(reference).hasSize(48_000);
        assertThat(TestVectors.rms(decoded, reference)).isLessThan(largestRms);
    }

    @ParameterizedTest
    @CsvSource({"32", "64", "96", "128", "192"})
    void decodesExactLength(int kbps) {
        String name = "opus_48000_" + kbps;
        DecodeRun decoding = DecodeRun.of(OutputFormat.parse(name))
                .feed(TestVectors.bytes(name + ".opus"))
                .finish();

        assertThat(decoding.samples()).hasSize(SAMPLES);
        assertThat(decoding.formats()).containsOnly(new PcmFormat(48_000, 1));
    }

    /** The packets last 120 ms and the last one is truncated. In one channel the audio is softer and later. */
    @Test
    void decodesStereoWithLongPackets() {
        short[] reference = TestVectors.samples("stereo_120ms.s16");
        DecodeRun decoding = DecodeRun.of(OutputFormat.OPUS_48000_64);

        decoding.feed(TestVectors.bytes("stereo_120ms.opus")).finish();

        assertThat(decoding.formats()).containsOnly(new PcmFormat(48_000, 2));
        assertThat(decoding.blocks())
                .allMatch(block -> block.length <= AudioDecoder.MAX_BLOCK_SAMPLES && block.length % 2 == 0);
        assertThat(decoding.samples()).hasSize(reference.length);
        assertThat(TestVectors.rms(decoding.samples(), reference)).isLessThan(2);
    }
}
