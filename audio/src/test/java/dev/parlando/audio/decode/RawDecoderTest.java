package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.DecodeException;
import dev.parlando.speech.OutputFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RawDecoderTest {
    @Test
    void passesPcmUnchanged() {
        short[] decoded = DecodeRun.whole(OutputFormat.PCM_8000, TestVectors.bytes("pcm_8000.pcm"));

        assertThat(decoded).hasSize(52_387).isEqualTo(TestVectors.samples("pcm_8000.pcm"));
    }

    @Test
    void decodesUlawByTable() {
        byte[] codes = TestVectors.bytes("ulaw_8000.ulaw");

        short[] decoded = DecodeRun.whole(OutputFormat.ULAW_8000, codes);

        assertThat(decoded).hasSize(codes.length);
        for (int i = 0; i < codes.length; i++) {
            assertThat(decoded[i]).isEqualTo(G711.ulawToLinear(codes[i]));
        }
    }

    @Test
    void decodesAlawByTable() {
        byte[] codes = TestVectors.bytes("alaw_8000.alaw");

        short[] decoded = DecodeRun.whole(OutputFormat.ALAW_8000, codes);

        assertThat(decoded).hasSize(codes.length);
        for (int i = 0; i < codes.length; i++) {
            assertThat(decoded[i]).isEqualTo(G711.alawToLinear(codes[i]));
        }
    }

    @Test
    void keepsOddByteForNextPiece() {
        DecodeRun decoding = DecodeRun.of(OutputFormat.PCM_24000);

        decoding.feed(new byte[] {0x34, 0x12, 0x78}).feed(new byte[] {0x56, (byte) 0xFE});

        assertThat(decoding.samples()).containsExactly(0x1234, 0x5678);
    }

    @Test
    void dropsOddByteAtEnd() {
        short[] decoded = DecodeRun.whole(OutputFormat.PCM_24000, new byte[] {1, 0, 2});

        assertThat(decoded).containsExactly((short) 1);
    }

    @Test
    void returnsWholeStereoFrames() {
        DecodeRun decoding = new DecodeRun(new RawDecoder("stereo", new PcmFormat(8000, 2), SampleEncoding.S16LE));

        decoding.feed(new byte[] {1, 0, 2}).feed(new byte[] {0, 3, 0, 4}).feed(new byte[] {0, 5});

        assertThat(decoding.blocks()).containsExactly(new short[] {1, 2}, new short[] {3, 4});
    }

    @ParameterizedTest
    @EnumSource
    void continuesBlockAfterPartialFrame(SampleEncoding encoding) {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        DecodeRun mono = new DecodeRun(new RawDecoder("mono", new PcmFormat(8000, 1), encoding));
        DecodeRun stereo = new DecodeRun(new RawDecoder("stereo", new PcmFormat(8000, 2), encoding));

        stereo.feedInPieces(bytes, List.of(1, 250, 5));

        assertThat(stereo.samples()).isEqualTo(mono.feed(bytes).samples());
    }

    @Test
    void limitsBlockSize() {
        ByteBuffer encoded = ByteBuffer.allocate(10_001);
        AudioDecoder decoder = AudioDecoders.forFormat(OutputFormat.PCM_24000);
        short[] pcm = new short[AudioDecoder.MAX_BLOCK_SAMPLES];

        assertThat(decoder.decode(encoded, pcm)).isEqualTo(AudioDecoder.MAX_BLOCK_SAMPLES);
        assertThat(encoded.remaining()).isEqualTo(10_001 - 2 * AudioDecoder.MAX_BLOCK_SAMPLES);
    }

    @Test
    void keepsByteOrderOfCallersBuffer() {
        ByteBuffer encoded = ByteBuffer.wrap(new byte[] {1, 0}).order(ByteOrder.BIG_ENDIAN);

        assertThat(DecodeRun.of(OutputFormat.PCM_24000).feed(encoded).samples()).containsExactly((short) 1);
        assertThat(encoded.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    }

    @Test
    void reportsStreamWithoutSamples() {
        for (OutputFormat format : List.of(OutputFormat.PCM_24000, OutputFormat.ULAW_8000, OutputFormat.ALAW_8000)) {
            DecodeRun decoding = DecodeRun.of(format);

            assertThatThrownBy(decoding::finish)
                    .isInstanceOf(DecodeException.class)
                    .hasMessageContaining(format.value());
        }
        assertThatThrownBy(DecodeRun.of(OutputFormat.PCM_24000).feed(new byte[1])::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("1 bytes");
    }
}
