package dev.parlando.audio.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Test data that splits Ogg Opus streams into packets and assembles new streams. */
final class OggBytes {
    static final int CONTINUED = 1;
    static final int FIRST = 2;
    static final int LAST = 4;
    /** The number of audio frames in every packet of the vectors, 20 ms. */
    static final int PACKET_AUDIO_FRAMES = 960;

    static final int PRE_SKIP = 312;
    private static final int SERIAL = 77;

    private OggBytes() {}

    /** Returns the audio packets of a vector, none of which spans pages. */
    static List<byte[]> packets(String name) {
        byte[] file = TestVectors.bytes(name);
        List<byte[]> packets = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            int segments = file[at + 26] & 0xFF;
            int from = at + 27 + segments;
            int length = 0;
            for (int i = 0; i < segments; i++) {
                int segment = file[at + 27 + i] & 0xFF;
                length += segment;
                if (segment < 255) {
                    packets.add(Arrays.copyOfRange(file, from, from + length));
                    from += length;
                    length = 0;
                }
            }
            at = from;
        }
        return packets.subList(2, packets.size());
    }

    /** Returns a mono header with the same pre-skip as the vectors. */
    static byte[] head() {
        return head(1, PRE_SKIP, 0, 0);
    }

    static byte[] head(int channels, int preSkip, int gain, int mapping) {
        return ByteBuffer.allocate(19)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OpusHead".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) channels)
                .putShort((short) preSkip)
                .putInt(24_000)
                .putShort((short) gain)
                .put((byte) mapping)
                .array();
    }

    /** Returns a header with a channel mapping table: streams, coupled streams, and a source for each channel. */
    static byte[] head(int channels, int family, int... table) {
        byte[] entries = new byte[table.length];
        for (int i = 0; i < table.length; i++) {
            entries[i] = (byte) table[i];
        }
        return TestVectors.join(head(channels, PRE_SKIP, 0, family), entries);
    }

    /** Returns a packet with one frame in the form that states its length. Source: RFC 6716, appendix B. */
    static byte[] selfDelimited(byte[] packet) {
        int frame = packet.length - 1;
        byte[] length = frame < 252
                ? new byte[] {(byte) frame}
                : new byte[] {(byte) (252 + (frame & 3)), (byte) ((frame - 252 - (frame & 3)) / 4)};
        return TestVectors.join(new byte[] {packet[0]}, length, Arrays.copyOfRange(packet, 1, packet.length));
    }

    static byte[] tags(int bytes) {
        byte[] tags = new byte[bytes];
        byte[] magic = "OpusTags".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, tags, 0, magic.length);
        return tags;
    }

    /** Returns a whole stream with the header, short tags, and all packets on one page, which is the last. */
    static byte[] stream(byte[] head, List<byte[]> packets, long granule) {
        return TestVectors.join(start(head), page(LAST, granule, 2, packets.toArray(byte[][]::new)));
    }

    /** Returns the pages before the audio. */
    static byte[] start(byte[] head) {
        return TestVectors.join(page(FIRST, 0, 0, head), page(0, 0, 1, tags(30)));
    }

    static byte[] page(int flags, long granule, int sequence, byte[]... packets) {
        return page(flags, granule, SERIAL, sequence, packets);
    }

    /** Returns a page of whole packets. */
    static byte[] page(int flags, long granule, int serial, int sequence, byte[]... packets) {
        ByteArrayOutputStream lacing = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            for (int left = packet.length; left >= 0; left -= 255) {
                lacing.write(Math.min(255, left));
            }
        }
        return page(flags, granule, serial, sequence, lacing.toByteArray(), TestVectors.join(packets));
    }

    /** Returns the pages of one long packet, each with the maximum number of full segments. */
    static byte[] spanning(byte[] packet, long granule, int firstSequence) {
        ByteArrayOutputStream pages = new ByteArrayOutputStream();
        int pageBytes = 255 * 255;
        int sequence = firstSequence;
        for (int from = 0; from <= packet.length; from += pageBytes) {
            byte[] body = Arrays.copyOfRange(packet, from, Math.min(packet.length, from + pageBytes));
            int flags = from == 0 ? 0 : CONTINUED;
            boolean ends = body.length < pageBytes;
            byte[] lacing = new byte[ends ? body.length / 255 + 1 : 255];
            Arrays.fill(lacing, (byte) 255);
            if (ends) {
                lacing[lacing.length - 1] = (byte) (body.length % 255);
            }
            pages.writeBytes(page(flags, ends ? granule : -1, SERIAL, sequence++, lacing, body));
        }
        return pages.toByteArray();
    }

    static byte[] page(int flags, long granule, int serial, int sequence, byte[] lacing, byte[] body) {
        ByteBuffer page = ByteBuffer.allocate(27 + lacing.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) flags);
        page.putLong(granule).putInt(serial).putInt(sequence).putInt(0);
        page.put((byte) lacing.length).put(lacing).put(body);
        int crc = 0;
        for (byte next : page.array()) {
            crc = OggCrc.update(crc, next);
        }
        return page.putInt(22, crc).array();
    }

    /** Returns two chained streams, the first mono and the second stereo. */
    static byte[] chained() {
        List<byte[]> packets = packets("opus_48000_64.opus").subList(0, 5);
        return TestVectors.join(stream(head(), packets, 4000), TestVectors.bytes("stereo_120ms.opus"));
    }
}
