package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.speech.OutputFormat;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that exactly the samples added by the encoder are removed. The files whose names begin with {@code gapless} are
 * the start of the sentence, encoded by FFmpeg 5.1 with LAME. mpg123 and FFmpeg decode the same number of audio frames
 * from them.
 */
class EncoderPaddingTrimmerTest {
    private static final OutputFormat FORMAT = OutputFormat.MP3_24000_48;
    private static final int START = 576 + 529;
    /** The MPEG frames in the 24 kHz file, the audio frames per MPEG frame, and the audio frames that were encoded. */
    private static final int FRAMES = 32;

    private static final int FRAME = 576;
    private static final int SOUND = 17_095;
    /** The offset of the LAME tag from the name of an info frame with all flags set. */
    private static final int TAG = 120;

    record Tagged(String file, OutputFormat format, int soundAudioFrames, int channels) {
        byte[] bytes() {
            return TestVectors.bytes(file);
        }
    }

    static Stream<Tagged> files() {
        return Stream.of(
                new Tagged("gapless_22050_32.mp3", OutputFormat.MP3_22050_32, 15_706, 1),
                new Tagged("gapless_24000_48.mp3", FORMAT, SOUND, 1),
                new Tagged("gapless_44100_96_2.mp3", OutputFormat.MP3_44100_96, 31_412, 2),
                new Tagged("mp3_44100_128.info.mp3", OutputFormat.MP3_44100_128, 288_782, 1));
    }

    @ParameterizedTest
    @MethodSource("files")
    void removesExactlyEncoderPadding(Tagged file) {
        short[] all = DecodeRun.whole(file.format(), untagged(file.bytes()));

        short[] sound = DecodeRun.whole(file.format(), file.bytes());

        int start = START * file.channels();
        int length = file.soundAudioFrames() * file.channels();
        assertThat(sound).isEqualTo(Arrays.copyOfRange(all, start, start + length));
    }

    /** LAME writes the name of the info frame as if the frame had no checksum. */
    @Test
    void readsInfoFrameWithChecksum() {
        byte[] byLame = TestVectors.bytes("crc_info.mp3");
        byte[] afterChecksum = byLame.clone();
        System.arraycopy(byLame, 13, afterChecksum, 15, 190);
        afterChecksum[13] = 0;
        afterChecksum[14] = 0;

        short[] sound = DecodeRun.whole(OutputFormat.MP3_22050_32, byLame);

        assertThat(sound).hasSize(22_050);
        assertThat(DecodeRun.whole(OutputFormat.MP3_22050_32, afterChecksum)).isEqualTo(sound);
    }

    @Test
    void reportsLeadInNotRemoved() {
        assertThat(leadIn(Mp3Bytes.frames(3))).isEqualTo(START);
        assertThat(leadIn(tagged())).isZero();
        assertThat(leadIn(untagged(tagged()))).isEqualTo(START);
    }

    @Test
    void keepsEndOfTruncatedStream() {
        byte[] cut = Arrays.copyOf(tagged(), tagged().length - Mp3Bytes.FRAME_BYTES);

        assertThat(DecodeRun.whole(FORMAT, cut)).hasSize((FRAMES - 1) * FRAME - START);
    }

    @Test
    void joinsStreamsWithoutGap() {
        short[] joined = DecodeRun.whole(FORMAT, TestVectors.join(tagged(), tagged()));

        assertThat(joined).hasSize(2 * SOUND);
        assertThat(Arrays.copyOf(joined, SOUND)).isEqualTo(DecodeRun.whole(FORMAT, tagged()));
    }

    @Test
    void keepsFramesBeyondTaggedCount() {
        short[] joined = DecodeRun.whole(FORMAT, TestVectors.join(tagged(), Mp3Bytes.frames(10)));

        assertThat(joined).hasSize(SOUND + 10 * FRAME);
    }

    @Test
    void keepsWholeStreamJoinedAfterId3Tag() {
        byte[] cut = Arrays.copyOf(tagged(), tagged().length - 3 * Mp3Bytes.FRAME_BYTES);

        short[] joined = DecodeRun.whole(FORMAT, TestVectors.join(cut, Mp3Bytes.id3v2(9), Mp3Bytes.frames(10)));

        assertThat(joined).hasSize((FRAMES - 3 + 10) * FRAME - START);
    }

    @Test
    void keepsEndAfterLostFrame() {
        byte[] damaged = tagged();
        damaged[damaged.length - 20 * Mp3Bytes.FRAME_BYTES] = 0;

        assertThat(DecodeRun.whole(FORMAT, damaged)).hasSize((FRAMES - 1) * FRAME - START);
        assertThat(leadIn(damaged)).isZero();
    }

    @Test
    void ignoresImplausibleTagValues() {
        int notes = notes(tagged());
        int all = FRAMES * FRAME;

        assertThat(decodedWith(notes + TAG + 21, 0, 0, 0)).as("no delay").hasSize(all);
        assertThat(decodedWith(notes + 8, 0, 0, 0, 0)).as("no frames").hasSize(all);
        assertThat(decodedWith(notes + 8, 0, 0, 0, 1)).as("padding alone").hasSize(all);
        assertThat(decodedWith(notes + TAG, 'N', 'o', 'n', 'e')).as("no tag").hasSize(all);
        assertThat(decodedWith(notes + 4, 0, 0, 0, 2)).as("nothing told").hasSize(all);
        assertThat(decodedWith(notes + TAG + 21, 0x24, 0, 0x10))
                .as("less padding than the decoder adds")
                .hasSize(all - START);
    }

    private static byte[] tagged() {
        return TestVectors.bytes("gapless_24000_48.mp3");
    }

    private static int leadIn(byte[] stream) {
        AudioDecoder decoder = AudioDecoders.forFormat(FORMAT);
        new DecodeRun(decoder).feed(stream);
        return decoder.leadInAudioFrames();
    }

    private static short[] decodedWith(int at, int... values) {
        byte[] stream = tagged();
        for (int i = 0; i < values.length; i++) {
            stream[at + i] = (byte) values[i];
        }
        return DecodeRun.whole(FORMAT, stream);
    }

    /** Returns the stream with an invalid encoder name in its LAME tag, so that the tag is ignored. */
    private static byte[] untagged(byte[] stream) {
        byte[] without = stream.clone();
        without[notes(stream) + TAG] = 0;
        return without;
    }

    /** Returns the index of the info frame's name. The info frames of these files have all flags set. */
    private static int notes(byte[] stream) {
        return Mp3Bytes.indexOf(stream, "Info");
    }
}
