package dev.parlando.offline.encode;

import dev.parlando.audio.decode.OggCrc;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Puts whole packets into the pages of one logical stream of Ogg.
 *
 * <p>No packet goes over from one page to the next. Threading: confined to one thread at a time. Source: RFC 3533.
 */
final class OggPageWriter {
    private static final int HEADER_BYTES = 27;
    private static final int CHECKSUM_AT = 22;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    /** The same for all, so that the same text gives the same bytes; a file here holds one stream. */
    private static final int SERIAL_NUMBER = 0x5061726c;

    private final ByteArrayOutputStream lacing = new ByteArrayOutputStream();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complete = new ByteArrayOutputStream();
    private int packets;
    private int number;

    /** Adds a packet to the page that has been begun; there is room for 64 KB. */
    void add(byte[] packet) {
        for (int rest = packet.length; rest >= 255; rest -= 255) {
            lacing.write(255);
        }
        lacing.write(packet.length % 255);
        content.writeBytes(packet);
        packets++;
    }

    /** Returns how many packets the page has that has been begun. */
    int packets() {
        return packets;
    }

    /**
     * Completes the page.
     *
     * @param granulePosition how many samples a decoder has made at its end
     * @param last whether it ends the stream
     */
    void finishPage(long granulePosition, boolean last) {
        ByteBuffer page = ByteBuffer.allocate(HEADER_BYTES + lacing.size() + content.size())
                .order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        page.put((byte) ((number == 0 ? FIRST : 0) | (last ? LAST : 0)));
        page.putLong(granulePosition).putInt(SERIAL_NUMBER).putInt(number++).putInt(0);
        page.put((byte) lacing.size()).put(lacing.toByteArray()).put(content.toByteArray());
        page.putInt(CHECKSUM_AT, checksum(page.array()));
        complete.writeBytes(page.array());
        lacing.reset();
        content.reset();
        packets = 0;
    }

    /** Returns the checksum of a page in which zeros stand in its place. */
    static int checksum(byte[] page) {
        int crc = 0;
        for (byte next : page) {
            crc = OggCrc.update(crc, next);
        }
        return crc;
    }

    /** Hands out the pages that are complete. */
    byte[] drain() {
        byte[] bytes = complete.toByteArray();
        complete.reset();
        return bytes;
    }
}
