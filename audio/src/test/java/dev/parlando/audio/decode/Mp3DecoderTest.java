package dev.parlando.audio.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.DecodeException;
import dev.parlando.speech.OutputFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Mp3DecoderTest {
    private static final OutputFormat FORMAT = OutputFormat.MP3_24000_48;

    private final DecodeRun decoding = DecodeRun.of(FORMAT);

    /** The first frame has only samples of the encoder delay. */
    @Test
    void decodesEveryFrameOnItsLastByte() {
        byte[] stream = TestVectors.head("mp3_24000_48.mp3", Mp3Bytes.TAG_BYTES + 20 * Mp3Bytes.FRAME_BYTES);
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < stream.length; i++) {
            int before = decoding.blocks().size();
            decoding.feed(new byte[] {stream[i]});
            if (decoding.blocks().size() > before) {
                ends.add(i + 1);
            }
        }

        List<Integer> expected = new ArrayList<>();
        for (int frame = 2; frame <= 20; frame++) {
            expected.add(Mp3Bytes.TAG_BYTES + frame * Mp3Bytes.FRAME_BYTES);
        }
        assertThat(ends).isEqualTo(expected);
    }

    @Test
    void keepsLastFrameBeforeId3v1Tag() {
        decoding.feed(Mp3Bytes.frames(10)).feed(Mp3Bytes.id3v1()).finish();

        assertThat(decoding.samples()).isEqualTo(DecodeRun.whole(FORMAT, Mp3Bytes.frames(10)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100})
    void keepsLastFrameBeforeStrayBytes(int count) {
        decoding.feed(Mp3Bytes.frames(10)).feed(Mp3Bytes.garbage(count)).finish();

        assertThat(decoding.blocks()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
        "TSSE, Lavf60.16.100, 1105",
        "TSSE, LAME 64bits version 3.100, 1105",
        "TSSE, Helix, 0",
        "TIT2, LAME is no encoder here, 0"
    })
    void removesDelayOfEncoderInTag(String frame, String text, int removed) {
        decoding.feed(Mp3Bytes.id3v2(frame, text)).feed(Mp3Bytes.frames(10)).finish();

        short[] all = DecodeRun.whole(FORMAT, Mp3Bytes.frames(10));
        assertThat(decoding.samples()).isEqualTo(Arrays.copyOfRange(all, removed, all.length));
    }

    @Test
    void dropsTruncatedLastFrame() {
        byte[] stream = Mp3Bytes.frames(10);

        decoding.feed(Arrays.copyOf(stream, stream.length - 1)).finish();

        assertThat(decoding.blocks()).hasSize(9);
    }

    @Test
    void skipsId3v2TagsAnywhere() {
        byte[] plain = Mp3Bytes.frames(10);

        decoding.feed(Mp3Bytes.id3v2(1000))
                .feed(Mp3Bytes.frames(0, 4))
                .feed(Mp3Bytes.id3v2(300_000))
                .feed(Mp3Bytes.frames(4, 6))
                .feed(Mp3Bytes.id3v2(5))
                .finish();

        assertThat(decoding.samples()).isEqualTo(DecodeRun.whole(FORMAT, plain));
    }

    @Test
    void skipsTagWithFooter() {
        byte[] tag = Mp3Bytes.id3v2(50);
        tag[5] = 0x10;
        byte[] footer = "3DI\4\0\0\0\0\0\62".getBytes(UTF_8);

        decoding.feed(tag).feed(footer).feed(Mp3Bytes.frames(1));

        assertThat(decoding.blocks()).as("without waiting for a second frame").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Info", "Xing"})
    void skipsInfoFrame(String name) {
        byte[] noted = TestVectors.bytes("mp3_44100_128.info.mp3");
        System.arraycopy(name.getBytes(UTF_8), 0, noted, 21, 4);
        byte[] bare = Arrays.copyOfRange(noted, 417, noted.length);
        noted[0x8d] = 0; // Invalidate the LAME tag, which would otherwise trim the samples.

        assertThat(DecodeRun.whole(OutputFormat.MP3_44100_128, noted))
                .isEqualTo(DecodeRun.whole(OutputFormat.MP3_44100_128, bare));
    }

    @Test
    void decodesFrameResemblingInfoFrame() {
        byte[] noted = TestVectors.bytes("mp3_44100_128.info.mp3");
        noted[10] = 1;

        assertThat(DecodeRun.of(OutputFormat.MP3_44100_128).feed(noted).finish().blocks())
                .hasSize(253);
    }

    @Test
    void decodesJoinedStreams() {
        byte[] one = TestVectors.join(Mp3Bytes.id3v2(20), Mp3Bytes.frames(10), Mp3Bytes.id3v1());

        decoding.feed(one).feed(one).feed(one).finish();

        assertThat(decoding.blocks()).hasSize(30);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesJoinedStreamOfOtherFormat(boolean tagged) {
        byte[] second = TestVectors.head("mp3_44100_64.mp3", 5000);
        byte[] bare = Arrays.copyOfRange(second, Mp3Bytes.TAG_BYTES, second.length);

        decoding.feed(Mp3Bytes.frames(10)).feed(tagged ? second : bare).finish();

        assertThat(decoding.formats().subList(0, 10)).containsOnly(new PcmFormat(24_000, 1));
        assertThat(decoding.formats().subList(10, decoding.formats().size()))
                .hasSize(23)
                .containsOnly(new PcmFormat(44_100, 1));
    }

    @Test
    void findsNextFrameAfterDamagedHeader() {
        byte[] stream = Mp3Bytes.frames(20);
        stream[10 * Mp3Bytes.FRAME_BYTES] = 0;

        decoding.feed(stream).finish();

        short[] whole = DecodeRun.whole(FORMAT, Mp3Bytes.frames(20));
        assertThat(decoding.blocks()).hasSize(19);
        assertThat(Arrays.copyOf(decoding.samples(), 10 * 576)).isEqualTo(Arrays.copyOf(whole, 10 * 576));
        assertThat(decoding.blocks().get(18)).isEqualTo(Arrays.copyOfRange(whole, 19 * 576, 20 * 576));
    }

    @Test
    void skipsGarbageBetweenFrames() {
        decoding.feed(Mp3Bytes.frames(0, 10))
                .feed(Mp3Bytes.garbage(1000))
                .feed(Mp3Bytes.frames(10, 10))
                .finish();

        assertThat(decoding.samples()).isEqualTo(DecodeRun.whole(FORMAT, Mp3Bytes.frames(20)));
    }

    @Test
    void skipsGarbageBeforeFirstFrame() {
        decoding.feed(Mp3Bytes.garbage(1000)).feed(Mp3Bytes.frames(10)).finish();

        assertThat(decoding.blocks()).hasSize(10);
    }

    @Test
    void ignoresLoneHeaderInGarbage() {
        byte[] garbage = Mp3Bytes.garbage(1000);
        System.arraycopy(Mp3Bytes.frames(1), 0, garbage, 500, 4);

        decoding.feed(Mp3Bytes.frames(10))
                .feed(garbage)
                .feed(Mp3Bytes.frames(10))
                .finish();

        assertThat(decoding.blocks()).hasSize(20);
    }

    @Test
    void ignoresId3v1LettersInGarbage() {
        byte[] garbage = Mp3Bytes.garbage(20);
        System.arraycopy(Mp3Bytes.id3v1(), 0, garbage, 10, 10);

        decoding.feed(Mp3Bytes.frames(10))
                .feed(garbage)
                .feed(Mp3Bytes.frames(10))
                .finish();

        assertThat(decoding.blocks()).hasSize(20);
    }

    @Test
    void searchesOnlyForFramesOfSameStreamAfterLoss() {
        byte[] foreign = TestVectors.head("mp3_44100_128.bare.mp3", 2000);

        decoding.feed(Mp3Bytes.frames(10))
                .feed(Mp3Bytes.garbage(5))
                .feed(foreign)
                .feed(Mp3Bytes.frames(10))
                .finish();

        assertThat(decoding.formats()).hasSize(20).containsOnly(new PcmFormat(24_000, 1));
    }

    @Test
    void decodesOtherFrameTypeAfterTagOnItsLastByte() {
        decoding.feed(Mp3Bytes.frames(10))
                .feed(Mp3Bytes.id3v2(10))
                .feed(TestVectors.head("mp3_44100_128.bare.mp3", 417));

        assertThat(decoding.formats()).hasSize(11).endsWith(new PcmFormat(44_100, 1));
    }

    @Test
    void doesNotBindStreamToLoneHeaderAtStart() {
        byte[] accident = Mp3Bytes.garbage(600);
        System.arraycopy(TestVectors.head("mp3_44100_128.bare.mp3", 4), 0, accident, 0, 4);

        decoding.feed(accident).feed(Mp3Bytes.frames(10)).finish();

        assertThat(decoding.formats().subList(1, 11)).containsOnly(new PcmFormat(24_000, 1));
    }

    @Test
    void acceptsLastFrameAtEndAfterLoss() {
        decoding.feed(Mp3Bytes.frames(0, 10)).feed(Mp3Bytes.garbage(50)).feed(Mp3Bytes.frames(10, 1));
        assertThat(decoding.blocks()).hasSize(10);

        decoding.finish();

        assertThat(decoding.blocks()).hasSize(11);
    }

    @Test
    void keepsDurationOfFramesWithoutPredecessors() {
        byte[] stream = TestVectors.bytes("mp3_44100_192.mp3");
        int middle = stream.length / 2;

        DecodeRun late = DecodeRun.of(OutputFormat.MP3_44100_192)
                .feed(Arrays.copyOfRange(stream, middle, stream.length))
                .finish();

        assertThat(late.blocks()).hasSizeBetween(125, 126).allMatch(block -> block.length == 1152);
        short[] whole = DecodeRun.whole(OutputFormat.MP3_44100_192, stream);
        short[] end = late.samples();
        int compared = 100 * 1152;
        assertThat(Arrays.copyOfRange(end, end.length - compared, end.length))
                .isEqualTo(Arrays.copyOfRange(whole, whole.length - compared, whole.length));
    }

    @Test
    void skipsVbriFrame() {
        byte[] noted = TestVectors.bytes("mp3_44100_128.info.mp3");
        Arrays.fill(noted, 4, 417, (byte) 0);
        System.arraycopy("VBRI".getBytes(UTF_8), 0, noted, 36, 4);
        byte[] bare = Arrays.copyOfRange(noted, 417, noted.length);

        assertThat(DecodeRun.whole(OutputFormat.MP3_44100_128, noted))
                .isEqualTo(DecodeRun.whole(OutputFormat.MP3_44100_128, bare));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesFreeFormat(boolean tagged) {
        byte[] stream = TestVectors.bytes("free_format.mp3");

        decoding.feed(tagged ? Mp3Bytes.id3v2(20) : new byte[0]).feed(stream);

        assertThatThrownBy(decoding::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContainingAll("mp3_24000_48", "free format");
    }

    @ParameterizedTest
    @CsvSource({"FFFD8004, layer II", "FFFF8004, layer I"})
    void namesOtherLayers(String header, String layer) {
        byte[] stream = new byte[2000];
        ByteBuffer.wrap(stream).putInt(Integer.parseUnsignedInt(header, 16));

        decoding.feed(stream);

        assertThatThrownBy(decoding::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("of " + layer + ", and only layer III");
    }

    @Test
    void reportsStreamWithoutFramesWithByteCount() {
        assertThatThrownBy(DecodeRun.of(FORMAT)::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("mp3_24000_48: no MPEG audio frame in 0 bytes");

        decoding.feed("{\"detail\":{\"status\":\"voice_not_found\"}}".getBytes(UTF_8));

        assertThatThrownBy(decoding::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("no MPEG audio frame in 39 bytes");
    }
}
