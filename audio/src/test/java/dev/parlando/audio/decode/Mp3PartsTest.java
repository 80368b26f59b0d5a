package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.speech.OutputFormat;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests streams that consist of several MP3 streams, as the answers to several requests do. */
class Mp3PartsTest {
    private static final OutputFormat FORMAT = OutputFormat.MP3_24000_48;
    private static final byte[] NAMED = Mp3Bytes.id3v2("TSSE", "Lavf60.16.100");

    /** With an Info frame. */
    private static final byte[] INFO = TestVectors.bytes("gapless_24000_48.mp3");
    /** As piped by FFmpeg: with a tag that names the encoder, but without an Info frame. */
    private static final byte[] TAG = TestVectors.join(NAMED, Mp3Bytes.frames(12));
    /** With an Info frame that declares no delay, behind such a tag. */
    private static final byte[] TAG_AND_SILENT_INFO = TestVectors.join(NAMED, withoutDelay(INFO));

    private static final byte[] STEREO = TestVectors.bytes("gapless_44100_96_2.mp3");

    private static byte[] withoutDelay(byte[] stream) {
        byte[] copy = stream.clone();
        copy[Mp3Bytes.indexOf(stream, "Info") + 120] = 0;
        return copy;
    }

    static Stream<List<byte[]>> parts() {
        return Stream.of(
                List.of(INFO, INFO, INFO),
                List.of(TAG, TAG, TAG),
                List.of(TAG, INFO, TAG, INFO),
                List.of(TAG_AND_SILENT_INFO, TAG_AND_SILENT_INFO, TAG),
                List.of(TestVectors.join(INFO, Mp3Bytes.id3v1()), TAG, INFO),
                List.of(TestVectors.join(NAMED, INFO), TestVectors.join(NAMED, INFO)),
                List.of(INFO, STEREO, TAG, STEREO));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void decodesEachPartAsIfAlone(List<byte[]> parts) {
        short[][] alone =
                parts.stream().map(part -> DecodeRun.whole(FORMAT, part)).toArray(short[][]::new);
        byte[] joined = TestVectors.join(parts.toArray(byte[][]::new));

        assertThat(DecodeRun.whole(FORMAT, joined)).isEqualTo(join(alone));
        DecodeRun bytewise =
                DecodeRun.of(FORMAT).feedInPieces(joined, List.of(1)).finish();
        assertThat(bytewise.samples()).isEqualTo(join(alone));
    }

    /** The reference is the part as decoded by mpg123 1.31.2, as often as there are parts. */
    @Test
    void playsEndOfPartAndStartOfNextAsMpg123Does() {
        short[] reference = TestVectors.samples("gapless_24000_48.s16");

        short[] joined = DecodeRun.whole(FORMAT, TestVectors.join(INFO, TestVectors.join(NAMED, INFO), INFO));

        short[] expected = join(reference, reference, reference);
        assertThat(joined).hasSameSizeAs(expected);
        assertThat(TestVectors.rms(joined, expected)).isLessThan(0.5);
    }

    /** A tag may also be inserted into a running stream, whose frames depend on those before. */
    @Test
    void removesNothingAfterTagWithinPart() {
        byte[] stream = TestVectors.join(Mp3Bytes.frames(0, 4), NAMED, Mp3Bytes.frames(4, 6));

        assertThat(DecodeRun.whole(FORMAT, stream)).isEqualTo(DecodeRun.whole(FORMAT, Mp3Bytes.frames(10)));
    }

    private static short[] join(short[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        short[] joined = new short[length];
        int end = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, joined, end, part.length);
            end += part.length;
        }
        return joined;
    }
}
