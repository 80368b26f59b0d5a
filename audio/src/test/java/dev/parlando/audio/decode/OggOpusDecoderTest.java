package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.DecodeException;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests streams of every structure that Ogg and Opus allow, and damaged streams. */
class OggOpusDecoderTest {
    private static final OutputFormat FORMAT = OutputFormat.OPUS_48000_64;
    private static final List<byte[]> PACKETS = OggBytes.packets("opus_48000_64.opus");

    private static List<byte[]> packets(int count) {
        return PACKETS.subList(0, count);
    }

    private static short[] decoded(byte[]... parts) {
        return DecodeRun.whole(FORMAT, TestVectors.join(parts));
    }

    /** Returns {@code count} decoded packets of a stream without a declared end, after the pre-skip. */
    private static short[] plain(int count) {
        byte[] page = OggBytes.page(0, count * 960L, 2, packets(count).toArray(byte[][]::new));
        return decoded(OggBytes.start(OggBytes.head()), page);
    }

    @Test
    void decodesPacketOnItsLastByte() {
        byte[] stream = OggBytes.stream(OggBytes.head(), packets(50), 48_000);
        int firstPacketEnd = OggBytes.start(OggBytes.head()).length + 27 + 50 + PACKETS.get(0).length;
        AudioDecoder decoder = AudioDecoders.forFormat(FORMAT);
        short[] pcm = new short[AudioDecoder.MAX_BLOCK_SAMPLES];

        assertThat(decoder.decode(ByteBuffer.wrap(stream, 0, firstPacketEnd - 1), pcm))
                .isZero();
        assertThat(decoder.decode(ByteBuffer.wrap(stream, firstPacketEnd - 1, 1), pcm))
                .isEqualTo(OggBytes.PACKET_AUDIO_FRAMES - OggBytes.PRE_SKIP);
    }

    @Test
    void appliesPreSkipLongerThanPacket() {
        byte[] stream = OggBytes.stream(OggBytes.head(1, 2000, 0, 0), packets(5), 4800);

        assertThat(decoded(stream)).hasSize(4800 - 2000);
    }

    @Test
    void dropsWholePacketsBeyondEndPosition() {
        byte[] stream = OggBytes.stream(OggBytes.head(), packets(5), 2500);

        assertThat(decoded(stream)).isEqualTo(Arrays.copyOf(plain(5), 2500 - OggBytes.PRE_SKIP));
    }

    @Test
    void endsAtDeclaredPositionOfExcerptedStream() {
        long before = 1_000_000;
        byte[] first = OggBytes.page(0, before + 2 * 960, 2, PACKETS.get(0), PACKETS.get(1));
        byte[] last = OggBytes.page(OggBytes.LAST, before + 2 * 960 + 100, 3, PACKETS.get(2));

        assertThat(decoded(OggBytes.start(OggBytes.head()), first, last)).hasSize(2 * 960 + 100 - OggBytes.PRE_SKIP);
    }

    @Test
    void decodesAllPacketsWithoutDeclaredEnd() {
        assertThat(plain(5)).hasSize(5 * 960 - OggBytes.PRE_SKIP);
    }

    @Test
    void acceptsLargeTagsSpanningPages() {
        byte[] head = OggBytes.page(OggBytes.FIRST, 0, 0, OggBytes.head());
        byte[] tags = OggBytes.spanning(OggBytes.tags(200_000), 0, 1);
        byte[] audio = OggBytes.page(0, 3 * 960, 5, packets(3).toArray(byte[][]::new));

        assertThat(decoded(head, tags, audio)).isEqualTo(plain(3));
    }

    @Test
    void decodesPacketsSpanningPages() {
        assertThat(OggBytes.packets("opus_48000_192.opus").get(9).length).isGreaterThan(255);
        List<byte[]> big = OggBytes.packets("opus_48000_192.opus").subList(0, 10);
        byte[] whole = OggBytes.stream(OggBytes.head(), big, 9600);
        ByteArrayOutputStream cut = new ByteArrayOutputStream();
        cut.writeBytes(OggBytes.start(OggBytes.head()));
        int sequence = 2;
        for (byte[] next : big) {
            byte[] tail = Arrays.copyOfRange(next, 255, next.length);
            cut.writeBytes(OggBytes.page(0, -1, 77, sequence++, new byte[] {-1}, Arrays.copyOf(next, 255)));
            cut.writeBytes(OggBytes.page(OggBytes.CONTINUED, sequence * 480L, sequence++, tail));
        }

        assertThat(decoded(cut.toByteArray())).isEqualTo(decoded(whole));
    }

    @Test
    void dropsPartialPacketAfterLostPage() {
        byte[] halves = OggBytes.page(0, -1, 77, 3, new byte[] {-1}, new byte[255]);
        byte[] afterALoss = OggBytes.page(OggBytes.CONTINUED, 3 * 960, 5, new byte[40], PACKETS.get(2));
        byte[] before = OggBytes.page(0, 2 * 960, 2, PACKETS.get(0), PACKETS.get(1));

        assertThat(decoded(OggBytes.start(OggBytes.head()), before, halves, afterALoss))
                .isEqualTo(plain(3));
    }

    @Test
    void skipsPagesOfOtherStreams() {
        byte[] other = OggBytes.page(OggBytes.FIRST, 0, 5, 0, "\1video".getBytes(StandardCharsets.US_ASCII));
        byte[] head = OggBytes.page(OggBytes.FIRST, 0, 0, OggBytes.head());
        byte[] more = OggBytes.page(0, 17, 5, 1, new byte[1000]);
        byte[] tags = OggBytes.page(0, 0, 1, OggBytes.tags(30));
        byte[] audio = OggBytes.page(0, 3 * 960, 2, packets(3).toArray(byte[][]::new));

        assertThat(decoded(other, head, other, more, tags, more, audio)).isEqualTo(plain(3));
    }

    @Test
    void skipsBytesBetweenPages() {
        byte[] garbage = "OggOggSggOggO".getBytes(StandardCharsets.US_ASCII);
        byte[] first = OggBytes.page(0, 960, 2, PACKETS.get(0));
        byte[] second = OggBytes.page(0, 2 * 960, 3, PACKETS.get(1));

        assertThat(decoded(garbage, OggBytes.start(OggBytes.head()), garbage, first, garbage, second, garbage))
                .isEqualTo(plain(2));
    }

    @Test
    void decodesPageWithWrongChecksum() {
        byte[] stream = OggBytes.stream(OggBytes.head(), packets(3), 3 * 960);
        stream[OggBytes.start(OggBytes.head()).length + 22]++;

        assertThat(decoded(stream)).isEqualTo(plain(3));
    }

    @Test
    void decodesChainedStreamsCompletely() {
        DecodeRun decoding = DecodeRun.of(FORMAT).feed(OggBytes.chained()).finish();

        short[] first = Arrays.copyOf(plain(5), 4000 - OggBytes.PRE_SKIP);
        short[] second = decoded(TestVectors.bytes("stereo_120ms.opus"));
        assertThat(decoding.formats()).contains(new PcmFormat(48_000, 1), new PcmFormat(48_000, 2));
        assertThat(decoding.samples())
                .hasSize(first.length + second.length)
                .startsWith(first)
                .endsWith(second);
    }

    @Test
    void appliesHeaderGain() {
        short[] as = plain(20);
        int half = (int) Math.round(20 * Math.log10(0.5) * 256);

        short[] softer = decoded(OggBytes.stream(OggBytes.head(1, OggBytes.PRE_SKIP, half, 0), packets(20), 20 * 960));
        short[] louder =
                decoded(OggBytes.stream(OggBytes.head(1, OggBytes.PRE_SKIP, 40 * 256, 0), packets(20), 20 * 960));

        assertThat(softer).hasSameSizeAs(as);
        int furthest = 0;
        for (int i = 0; i < as.length; i++) {
            furthest = Math.max(furthest, Math.abs(2 * softer[i] - as[i]));
        }
        assertThat(furthest).isLessThanOrEqualTo(30); // The gain has steps of 1/256 dB.
        assertThat(louder).contains(Short.MAX_VALUE, Short.MIN_VALUE);
    }

    @Test
    void rejectsStreamWithSixChannels() {
        byte[] stream = OggBytes.stream(OggBytes.head(6, 312, 0, 1), packets(3), 2880);
        DecodeRun decoding = DecodeRun.of(FORMAT).feed(stream);

        assertThat(decoding.blocks()).isEmpty();
        assertThatThrownBy(decoding::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("opus_48000_64")
                .hasMessageContaining("6 channels in mapping family 1");
    }

    @Test
    void decodesMappingFamilyOne() {
        byte[] file = TestVectors.bytes("family1.opus");
        byte[] head = OggBytes.head(2, OggBytes.PRE_SKIP, 0, 0);

        short[] decoded = decoded(file);

        assertThat(decoded).hasSize(2 * 96_000);
        assertThat(decoded).isEqualTo(decoded(OggBytes.stream(head, OggBytes.packets("family1.opus"), 96_312)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255})
    void mapsChannelsOfSeveralStreams(int family) {
        List<byte[]> pairs = packets(20).stream()
                .map(packet -> TestVectors.join(OggBytes.selfDelimited(packet), PACKETS.get(30)))
                .toList();
        short[] first = decoded(OggBytes.stream(OggBytes.head(), packets(20), 20 * 960));

        short[] swapped = decoded(OggBytes.stream(OggBytes.head(2, family, 2, 0, 1, 0), pairs, 20 * 960));
        short[] silent = decoded(OggBytes.stream(OggBytes.head(2, family, 2, 0, 255, 0), pairs, 20 * 960));
        short[] mono = decoded(OggBytes.stream(OggBytes.head(1, family, 2, 0, 0), pairs, 20 * 960));

        assertThat(channel(swapped, 1)).isEqualTo(first);
        assertThat(channel(swapped, 0)).isNotEqualTo(first);
        assertThat(channel(silent, 1)).isEqualTo(first);
        assertThat(channel(silent, 0)).containsOnly((short) 0);
        assertThat(mono).isEqualTo(first);
    }

    private static short[] channel(short[] stereo, int channel) {
        short[] samples = new short[stereo.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = stereo[2 * i + channel];
        }
        return samples;
    }

    static List<byte[]> invalidMappings() {
        return List.of(
                OggBytes.head(2, 1, 0, 0, 0, 1),
                OggBytes.head(2, 1, 1, 2, 0, 1),
                OggBytes.head(2, 1, 1, 0, 0, 1),
                OggBytes.head(2, 1, 200, 56, 0, 1),
                OggBytes.head(2, 1, 1, 1, 0));
    }

    @ParameterizedTest
    @MethodSource("invalidMappings")
    void rejectsInvalidMapping(byte[] head) {
        DecodeRun decoding = DecodeRun.of(FORMAT).feed(OggBytes.stream(head, packets(3), 2880));

        assertThat(decoding.blocks()).isEmpty();
        assertThatThrownBy(decoding::finish)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("an invalid table of 2 channels");
    }

    @Test
    void rejectsUnknownMappingFamily() {
        DecodeRun decoding = DecodeRun.of(FORMAT).feed(OggBytes.stream(OggBytes.head(1, 3, 1, 0, 0), packets(3), 2880));

        assertThatThrownBy(decoding::finish).hasMessageContaining("channel mapping family 3");
    }

    /** The last page of the file has the granule position -1. Its packet has 960 audio frames. */
    @Test
    void decodesLastPageWithoutPosition() {
        assertThat(decoded(TestVectors.bytes("eosminus.opus"))).hasSize(101 * 960 - OggBytes.PRE_SKIP);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, -2000, 1})
    void ignoresImplausibleEndPosition(long granule) {
        byte[] first = OggBytes.page(0, 3 * 960, 2, packets(3).toArray(byte[][]::new));
        byte[] last = OggBytes.page(OggBytes.LAST, granule, 3, PACKETS.get(3), PACKETS.get(4));

        assertThat(decoded(OggBytes.start(OggBytes.head()), first, last)).isEqualTo(plain(5));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0})
    void ignoresImplausibleEndPositionOfOnlyPage(long granule) {
        assertThat(decoded(OggBytes.stream(OggBytes.head(), packets(5), granule)))
                .isEqualTo(plain(5));
    }

    @Test
    void rejectsNonOggDataWithByteCount() {
        DecodeRun decoding = DecodeRun.of(FORMAT).feed(new byte[1234]);

        assertThatThrownBy(decoding::finish).isInstanceOf(DecodeException.class).hasMessageContaining("1234 bytes");
    }

    /** The changed packets declare frames without a count or without their bytes. */
    @Test
    void keepsDurationOfUndecodablePacket() {
        List<byte[]> some = new ArrayList<>(packets(10));
        some.set(4, new byte[] {3});
        some.set(6, new byte[0]);
        some.set(8, Arrays.copyOf(some.get(8), 1));

        assertThat(decoded(OggBytes.stream(OggBytes.head(), some, 9600))).hasSize(9600 - OggBytes.PRE_SKIP);
    }

    @Test
    void decodesTruncatedFileUpToLastWholePacket() {
        byte[] stream = OggBytes.stream(OggBytes.head(), packets(5), 4500);
        short[] whole = decoded(stream);
        for (int length = 0; length < stream.length; length++) {
            DecodeRun decoding = DecodeRun.of(FORMAT).feed(Arrays.copyOf(stream, length));
            short[] samples = decoding.samples();
            assertThat(samples).isEqualTo(Arrays.copyOf(whole, samples.length));
            if (samples.length == 0) {
                assertThatThrownBy(decoding::finish).isInstanceOf(DecodeException.class);
            } else {
                assertThat(decoding.finish().samples()).isEqualTo(samples);
            }
        }
        assertThat(whole).hasSize(4500 - OggBytes.PRE_SKIP);
    }

    @Test
    void toleratesDamageIndependentlyOfSplits() {
        Random random = new Random(20_260_108);
        byte[] file = TestVectors.head("opus_48000_32.opus", 5000);
        int heard = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = DamageTest.damage(file, 1 + random.nextInt(10), random);
            short[] samples = survivor(damaged, List.of(damaged.length));
            heard += samples.length > 0 ? 1 : 0;
            if (i % 40 == 0) {
                assertThat(survivor(damaged, List.of(1 + random.nextInt(300)))).isEqualTo(samples);
            }
        }
        assertThat(heard).isGreaterThan(1500);
    }

    private static short[] survivor(byte[] damaged, List<Integer> lengths) {
        DecodeRun decoding = DecodeRun.of(OutputFormat.OPUS_48000_32).feedInPieces(damaged, lengths);
        try {
            decoding.finish();
        } catch (DecodeException said) {
            assertThat(said).hasMessageContaining("opus_48000_32");
        }
        return decoding.samples();
    }
}
