package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.DecodeException;
import dev.parlando.speech.OutputFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that no decoder plays a stream of another format, and that samples which resemble one are played. */
class SignatureCheckingDecoderTest {
    private static final List<OutputFormat> RAW =
            List.of(OutputFormat.PCM_24000, OutputFormat.ULAW_8000, OutputFormat.ALAW_8000);
    private static final List<List<Integer>> SPLITS =
            List.of(List.of(Integer.MAX_VALUE), List.of(1), List.of(2, 3, 700), List.of(1444, 1));

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] wav() {
        return TestVectors.head("reference_44100.wav", 20_000);
    }

    private static byte[] bareMp3(String name) {
        byte[] file = TestVectors.bytes(name);
        return Arrays.copyOfRange(file, Mp3Bytes.TAG_BYTES, file.length);
    }

    static Stream<Arguments> otherFormats() {
        OutputFormat mp3 = OutputFormat.MP3_44100_128;
        OutputFormat opus = OutputFormat.OPUS_48000_64;
        OutputFormat wav = OutputFormat.WAV_24000;
        byte[] ogg = TestVectors.bytes("opus_48000_64.opus");
        byte[] tagged = TestVectors.bytes("mp3_44100_64.mp3");
        return Stream.concat(
                RAW.stream()
                        .flatMap(raw -> Stream.of(
                                Arguments.of(raw, wav(), "a WAV file"),
                                Arguments.of(raw, ogg, "an Ogg file"),
                                Arguments.of(raw, tagged, "an MP3 file"),
                                Arguments.of(raw, TestVectors.bytes("mp3_44100_128.info.mp3"), "an MP3 file"),
                                Arguments.of(raw, TestVectors.bytes("crc_info.mp3"), "an MP3 file"),
                                Arguments.of(raw, bareMp3("mp3_22050_32.mp3"), "an MP3 file"),
                                Arguments.of(raw, bareMp3("mp3_24000_48.mp3"), "an MP3 file"),
                                Arguments.of(raw, TestVectors.bytes("stereo_44100_96.mp3"), "an MP3 file"))),
                Stream.of(
                        Arguments.of(mp3, wav(), "a WAV file"),
                        Arguments.of(mp3, ogg, "an Ogg file"),
                        Arguments.of(opus, wav(), "a WAV file"),
                        Arguments.of(opus, tagged, "an MP3 file"),
                        Arguments.of(wav, tagged, "an MP3 file"),
                        Arguments.of(wav, ogg, "an Ogg file")));
    }

    @ParameterizedTest
    @MethodSource("otherFormats")
    void reportsOtherFormatWithoutSamples(OutputFormat requested, byte[] stream, String found) {
        for (List<Integer> lengths : SPLITS) {
            DecodeRun decoding = DecodeRun.of(requested);

            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> decoding.feedInPieces(stream, lengths))
                        .isInstanceOf(DecodeException.class)
                        .hasMessageContaining("the stream is " + found + " instead of " + requested.value());
            }
            assertThat(decoding.blocks()).isEmpty();
            assertThatThrownBy(decoding::finish).isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void reportsOtherFormatOnLastByteOfSignature() {
        DecodeRun decoding = DecodeRun.of(OutputFormat.PCM_24000).feed(TestVectors.head("reference_44100.wav", 11));

        assertThatThrownBy(() -> decoding.feed(latin1("E")))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("a WAV file");
    }

    static Stream<Arguments> samplesWithoutHeader() {
        return Stream.of(OutputFormat.MP3_44100_128, OutputFormat.OPUS_48000_64, OutputFormat.WAV_24000)
                .flatMap(requested -> Stream.of("pcm_8000.pcm", "ulaw_8000.ulaw", "alaw_8000.alaw")
                        .map(sent -> Arguments.of(requested, sent)));
    }

    @ParameterizedTest
    @MethodSource("samplesWithoutHeader")
    void reportsSamplesInPlaceOfOtherFormat(OutputFormat requested, String sent) {
        DecodeRun decoding = DecodeRun.of(requested).feed(TestVectors.bytes(sent));

        assertThat(decoding.blocks()).isEmpty();
        assertThatThrownBy(decoding::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(requested.value() + ": no");
    }

    /** Returns samples whose first bytes resemble the start of another format. */
    static List<byte[]> resemblances() {
        byte[] frame = Mp3Bytes.frames(1);
        byte[] otherStream = TestVectors.head("mp3_44100_128.bare.mp3", 500);
        byte[] damaged = Mp3Bytes.frames(2);
        damaged[Mp3Bytes.FRAME_BYTES]++;
        return List.of(
                latin1("R"),
                latin1("RIFF"),
                latin1("RIFF\1\2\3\4WAV"),
                latin1("RIFF\1\2\3\4AVI LIST"),
                latin1("OggS\1\2"),
                latin1("OggS\0\0"),
                latin1("ID3\5\0\0\0\0\0\0"),
                latin1("ID3\4\0\1\0\0\0\0"),
                latin1("ID3\4\0\0\0\0\0\u0080"),
                new byte[] {-1, -1, -1, -1},
                frame,
                damaged,
                TestVectors.join(frame, otherStream));
    }

    @ParameterizedTest
    @MethodSource("resemblances")
    void playsSamplesThatResembleOtherFormat(byte[] start) {
        byte[] stream = TestVectors.join(start, TestVectors.head("pcm_8000.pcm", 3001));
        for (List<Integer> lengths : SPLITS) {
            assertThat(DecodeRun.of(OutputFormat.PCM_8000)
                            .feedInPieces(stream, lengths)
                            .finish()
                            .samples())
                    .isEqualTo(TestVectors.s16le(stream));
        }
    }

    @ParameterizedTest
    @MethodSource("resemblances")
    void playsWholeStreamThatResemblesOtherFormat(byte[] stream) {
        DecodeRun decoding = DecodeRun.of(OutputFormat.ULAW_8000).feed(stream).finish();

        assertThat(decoding.samples()).hasSize(stream.length);
    }

    @Test
    void returnsFirstSampleOnItsLastByte() {
        DecodeRun decoding = DecodeRun.of(OutputFormat.PCM_8000).feed(new byte[] {1, 2});

        assertThat(decoding.samples()).containsExactly((short) 0x0201);
    }
}
