package dev.parlando.audio.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.DecodeException;
import dev.parlando.speech.OutputFormat;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavDecoderTest {
    private static final byte[] FOUR_BYTES = {1, 0, 2, 0};

    @Test
    void decodesSpeechFile() {
        byte[] file = TestVectors.bytes("reference_44100.wav");
        short[] expected = TestVectors.s16le(Arrays.copyOfRange(file, 44, file.length));

        DecodeRun decoding = DecodeRun.of(OutputFormat.WAV_44100).feed(file).finish();

        assertThat(decoding.samples()).hasSize(288_782).isEqualTo(expected);
        assertThat(decoding.formats()).containsOnly(new PcmFormat(44_100, 1));
    }

    @Test
    void usesFormatOfFile() {
        byte[] file = new WavFileBuilder()
                .format(1, 2, 16_000, 16)
                .chunk("data", FOUR_BYTES)
                .bytes();
        DecodeRun decoding = DecodeRun.of(OutputFormat.WAV_44100);

        decoding.feed(file).finish();

        assertThat(decoding.formats()).containsExactly(new PcmFormat(16_000, 2));
        assertThat(decoding.samples()).containsExactly((short) 1, (short) 2);
    }

    @Test
    void decodesG711() {
        byte[] ulaw = new WavFileBuilder()
                .format(7, 1, 8000, 8)
                .chunk("data", FOUR_BYTES)
                .bytes();
        byte[] alaw = new WavFileBuilder()
                .format(6, 1, 8000, 8)
                .chunk("data", FOUR_BYTES)
                .bytes();

        assertThat(DecodeRun.whole(OutputFormat.WAV_8000, ulaw))
                .containsExactly((short) -31_100, (short) -32_124, (short) -30_076, (short) -32_124);
        assertThat(DecodeRun.whole(OutputFormat.WAV_8000, alaw)[0]).isEqualTo(G711.alawToLinear((byte) 1));
    }

    @Test
    void readsExtensibleFormat() {
        byte[] file = new WavFileBuilder()
                .extensible(1, 1, 24_000, 16)
                .chunk("data", FOUR_BYTES)
                .bytes();

        assertThat(DecodeRun.whole(OutputFormat.WAV_24000, file)).containsExactly((short) 1, (short) 2);
    }

    @Test
    void skipsOtherChunksWithPadding() {
        byte[] file = new WavFileBuilder()
                .chunk("LIST", new byte[7])
                .format(1, 1, 24_000, 16)
                .chunk("fact", new byte[0])
                .chunk("data", FOUR_BYTES)
                .chunk("id3 ", new byte[33])
                .bytes();

        assertThat(DecodeRun.whole(OutputFormat.WAV_24000, file)).containsExactly((short) 1, (short) 2);
    }

    /** Writers to a pipe cannot fill in the sizes. */
    @ParameterizedTest
    @CsvSource({"0, 0", "36, 0", "-1, 0", "-1, -1", "44, -1", "2147479588, 2147479552"})
    void readsToEndWithoutStatedSize(int fileSize, int dataSize) {
        byte[] file = new WavFileBuilder()
                .format(1, 1, 24_000, 16)
                .chunk("data", FOUR_BYTES, dataSize)
                .bytes(fileSize);

        assertThat(DecodeRun.whole(OutputFormat.WAV_24000, file)).containsExactly((short) 1, (short) 2);
    }

    @Test
    void reportsEmptyDataBeforeOtherChunk() {
        DecodeRun decoding = DecodeRun.of(OutputFormat.WAV_44100).feed(TestVectors.bytes("empty_then_list.wav"));

        assertThat(decoding.blocks()).isEmpty();
        assertThatThrownBy(decoding::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("no samples in the 4056 bytes");
    }

    @Test
    void skipsEmptyDataBeforeSamples() {
        byte[] file = new WavFileBuilder()
                .format(1, 1, 24_000, 16)
                .chunk("data", new byte[0])
                .chunk("LIST", new byte[12])
                .chunk("data", FOUR_BYTES)
                .bytes();

        assertThat(DecodeRun.whole(OutputFormat.WAV_24000, file)).containsExactly((short) 1, (short) 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesConcatenatedFiles(boolean padded) {
        byte[] first = new WavFileBuilder()
                .format(7, 1, 8000, 8)
                .chunk("data", new byte[] {1, 2, 3})
                .bytes();
        byte[] second = new WavFileBuilder()
                .chunk("LIST", new byte[5])
                .format(7, 1, 8000, 8)
                .chunk("data", new byte[] {4})
                .chunk("id3 ", new byte[9])
                .bytes();
        byte[] glued = TestVectors.join(padded ? first : Arrays.copyOf(first, first.length - 1), second, second);

        DecodeRun decoding = DecodeRun.of(OutputFormat.WAV_8000).feed(glued).finish();

        assertThat(decoding.samples())
                .containsExactly(
                        G711.ulawToLinear((byte) 1),
                        G711.ulawToLinear((byte) 2),
                        G711.ulawToLinear((byte) 3),
                        G711.ulawToLinear((byte) 4),
                        G711.ulawToLinear((byte) 4));
        assertThat(DecodeRun.of(OutputFormat.WAV_8000)
                        .feedInPieces(glued, List.of(1))
                        .finish()
                        .samples())
                .isEqualTo(decoding.samples());
    }

    @Test
    void reportsConcatenatedFileThatCannotBeDecoded() {
        byte[] first = new WavFileBuilder()
                .format(1, 1, 24_000, 16)
                .chunk("data", FOUR_BYTES)
                .bytes();
        byte[] second = new WavFileBuilder()
                .format(3, 1, 24_000, 32)
                .chunk("data", new byte[400])
                .bytes();
        DecodeRun decoding = DecodeRun.of(OutputFormat.WAV_24000).feed(TestVectors.join(first, second));

        assertThat(decoding.samples()).containsExactly((short) 1, (short) 2);
        assertThatThrownBy(decoding::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("format 0x3 with 32 bits");
    }

    @Test
    void returnsRequestedFormatBeforeFirstSample() {
        assertThat(AudioDecoders.forFormat(OutputFormat.WAV_16000).format()).isEqualTo(new PcmFormat(16_000, 1));
    }

    @Test
    void reportsNonWavDataAtEndWithoutAudio() {
        DecodeRun json = DecodeRun.of(OutputFormat.WAV_24000).feed("{\"detail\":\"no such voice\"}".getBytes(UTF_8));

        assertThat(json.blocks()).isEmpty();
        assertThatThrownBy(json::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("wav_24000")
                .hasMessageContaining("no RIFF/WAVE header");
    }

    @Test
    void reportsUnsupportedEncoding() {
        byte[] file = new WavFileBuilder()
                .format(3, 1, 24_000, 32)
                .chunk("data", new byte[400])
                .bytes();
        DecodeRun decoding = DecodeRun.of(OutputFormat.WAV_24000).feed(file);

        assertThat(decoding.blocks()).isEmpty();
        assertThatThrownBy(decoding::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("format 0x3 with 32 bits, 1 channels, 24000 Hz");
    }

    @Test
    void rejectsInvalidFormatChunks() {
        assertRefused(new WavFileBuilder().format(1, 6, 24_000, 16), "6 channels");
        assertRefused(new WavFileBuilder().format(1, 0, 24_000, 16), "0 channels");
        assertRefused(new WavFileBuilder().format(1, 1, 0, 16), "0 Hz");
        assertRefused(new WavFileBuilder().format(1, 1, 999, 16), "999 Hz");
        assertRefused(new WavFileBuilder().format(1, 1, 384_001, 16), "384001 Hz");
        assertRefused(new WavFileBuilder().format(1, 1, -1, 16), "-1 Hz");
        assertRefused(new WavFileBuilder().format(1, 1, 24_000, 8), "8 bits");
        assertRefused(new WavFileBuilder().chunk("fmt ", new byte[10]), "format chunk of 10 bytes");
        assertRefused(new WavFileBuilder(), "samples before the format chunk");
    }

    @Test
    void reportsFileWithoutSamples() {
        byte[] file = new WavFileBuilder().format(1, 1, 24_000, 16).bytes();

        assertThatThrownBy(DecodeRun.of(OutputFormat.WAV_24000).feed(file)::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("no samples in the 36 bytes");
    }

    private static void assertRefused(WavFileBuilder beginning, String reason) {
        DecodeRun decoding = DecodeRun.of(OutputFormat.WAV_24000)
                .feed(beginning.chunk("data", FOUR_BYTES).bytes());

        assertThat(decoding.blocks()).isEmpty();
        assertThatThrownBy(decoding::finish).isInstanceOf(DecodeException.class).hasMessageContaining(reason);
    }
}
