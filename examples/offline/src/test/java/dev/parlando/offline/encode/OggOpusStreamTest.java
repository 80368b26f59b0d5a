package dev.parlando.offline.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parses the pages as specified by RFC 3533 and RFC 7845, and decodes the packets. */
class OggOpusStreamTest {
    private record Page(int flags, long granulePosition, int number, List<ByteBuffer> packets) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 647, 648, 649, 960, 4_800, 48_000, 48_001})
    void preservesSampleCount(int count) throws Exception {
        List<Page> pages = pages(encode(64, tone(count), 4_800));
        Page last = pages.get(pages.size() - 1);
        assertThat(last.granulePosition()).isEqualTo(OggOpusStream.PRE_SKIP + count);
        int decoded = decode(pages).length;
        assertThat(decoded - last.granulePosition()).isBetween(0L, 959L);
        assertThat(pages).extracting(Page::number).containsExactly(range(pages.size()));
        assertThat(pages.get(0).flags()).isEqualTo(2);
        assertThat(last.flags()).isEqualTo(4);
        assertThat(last.packets()).isNotEmpty();
        assertThat(pages.subList(1, pages.size() - 1)).allMatch(page -> page.flags() == 0);
    }

    @Test
    void writesPagesOf100MillisWithGranulePositions() throws Exception {
        List<Page> pages = pages(encode(32, tone(48_000), 960));
        for (int i = 2; i < pages.size() - 1; i++) {
            assertThat(pages.get(i).granulePosition()).isEqualTo((i - 1) * 4_800L);
            assertThat(pages.get(i).packets()).hasSize(5);
        }
    }

    @Test
    void startsWithHeadersOnSeparatePages() throws Exception {
        List<Page> pages = pages(encode(128, tone(960), 960));
        ByteBuffer head = pages.get(0).packets().get(0);
        assertThat(StandardCharsets.US_ASCII.decode(head.slice(0, 8)).toString())
                .isEqualTo("OpusHead");
        head.order(ByteOrder.LITTLE_ENDIAN);
        assertThat(head.get(8)).isEqualTo((byte) 1);
        assertThat(head.get(9)).as("channels").isEqualTo((byte) 1);
        assertThat(head.getShort(10)).as("pre-skip").isEqualTo((short) 312);
        assertThat(head.getInt(12)).isEqualTo(48_000);
        assertThat(head.limit()).isEqualTo(19);
        ByteBuffer tags = pages.get(1).packets().get(0);
        assertThat(StandardCharsets.US_ASCII.decode(tags.slice(0, 8)).toString())
                .isEqualTo("OpusTags");
        assertThat(pages.subList(0, 2)).allMatch(page -> page.granulePosition() == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64, 96, 128, 192})
    void alignsDecodedAudioWithInput(int kbps) throws Exception {
        short[] noise = noise(48_000);
        short[] decoded = decode(pages(encode(kbps, noise, 1_234)));
        int best = 0;
        for (int shift = 0; shift < 900; shift++) {
            best = likeness(noise, decoded, shift) > likeness(noise, decoded, best) ? shift : best;
        }
        assertThat(best).isEqualTo(OggOpusStream.PRE_SKIP);
    }

    @Test
    void producesSameBytesForAnyBlockSize() {
        short[] tone = tone(20_000);
        assertThat(encode(64, tone, 20_000)).isEqualTo(encode(64, tone, 7)).isEqualTo(encode(64, tone, 5_000));
    }

    @Test
    void encodesPacketsFillingLacingValues() {
        OggPageWriter writer = new OggPageWriter();
        for (int length : new int[] {0, 254, 255, 256, 510}) {
            writer.add(new byte[length]);
        }
        writer.finishPage(0, false);
        assertThat(pages(writer.drain()).get(0).packets())
                .extracting(ByteBuffer::limit)
                .containsExactly(0, 254, 255, 256, 510);
    }

    private static byte[] encode(int kbps, short[] samples, int step) {
        OggOpusStream stream = new OggOpusStream(kbps);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int from = 0; from < samples.length; from += step) {
            short[] block = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + step));
            all.writeBytes(stream.encode(block, block.length));
        }
        all.writeBytes(stream.finish());
        return all.toByteArray();
    }

    private static List<Page> pages(byte[] bytes) {
        List<Page> pages = new ArrayList<>();
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (file.hasRemaining()) {
            int start = file.position();
            assertThat(file.getInt()).as("OggS").isEqualTo(0x5367674f);
            assertThat(file.get()).as("version").isZero();
            int flags = file.get();
            long granulePosition = file.getLong();
            file.getInt();
            int number = file.getInt();
            int checksum = file.getInt();
            List<ByteBuffer> packets = packets(file);
            byte[] page = Arrays.copyOfRange(bytes, start, file.position());
            Arrays.fill(page, 22, 26, (byte) 0);
            assertThat(OggPageWriter.checksum(page)).isEqualTo(checksum);
            pages.add(new Page(flags, granulePosition, number, packets));
        }
        return pages;
    }

    private static List<ByteBuffer> packets(ByteBuffer file) {
        byte[] lacing = new byte[file.get() & 0xff];
        file.get(lacing);
        List<ByteBuffer> packets = new ArrayList<>();
        int length = 0;
        for (byte value : lacing) {
            length += value & 0xff;
            if ((value & 0xff) < 255) {
                packets.add(file.slice(file.position(), length));
                file.position(file.position() + length);
                length = 0;
            }
        }
        assertThat(length).as("a packet goes on in the next page").isZero();
        return packets;
    }

    private static short[] decode(List<Page> pages) throws OpusException {
        OpusDecoder decoder = new OpusDecoder(48_000, 1);
        short[] packet = new short[5_760];
        short[] all = new short[0];
        for (Page page : pages.subList(2, pages.size())) {
            for (ByteBuffer buffer : page.packets()) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                int count = decoder.decode(bytes, 0, bytes.length, packet, 0, packet.length, false);
                all = Arrays.copyOf(all, all.length + count);
                System.arraycopy(packet, 0, all, all.length - count, count);
            }
        }
        return all;
    }

    private static double likeness(short[] original, short[] decoded, int shift) {
        double sum = 0;
        for (int i = 0; i < original.length; i++) {
            sum += (double) original[i] * decoded[i + shift];
        }
        return sum;
    }

    private static short[] tone(int count) {
        short[] tone = new short[count];
        for (int i = 0; i < count; i++) {
            tone[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / 48_000));
        }
        return tone;
    }

    /** Returns noise with the spectrum of speech: low frequencies are loud. */
    private static short[] noise(int count) {
        Random random = new Random(24);
        short[] noise = new short[count];
        double low = 0;
        for (int i = 0; i < count; i++) {
            low = 0.95 * low + random.nextGaussian() * 600;
            noise[i] = (short) Math.max(-20_000, Math.min(20_000, low));
        }
        return noise;
    }

    private static Integer[] range(int count) {
        Integer[] numbers = new Integer[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }
}
