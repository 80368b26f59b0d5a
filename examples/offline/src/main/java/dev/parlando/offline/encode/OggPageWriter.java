package dev.parlando.offline.encode;

import dev.parlando.audio.decode.OggCrc;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A writer of packets into the pages of one logical Ogg stream.
 *
 * <p>No packet continues on another page. Threading: confined to one thread at a time. Source: RFC 3533.
 */
final class OggPageWriter {
    private static final int HEADER_BYTES = 27;
    private static final int CHECKSUM_AT = 22;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    /** A constant, so that the same text gives the same bytes; a file contains one stream only. */
    private static final int SERIAL_NUMBER = 0x5061726c;

    private final ByteArrayOutputStream lacing = new ByteArrayOutputStream();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complete = new ByteArrayOutputStream();
    private int packets;
    private int number;

    /** Adds a packet to the current page, which has room for 64 KB. */
    void add(byte[] packet) {
        for (int rest = packet.length; rest >= 255; rest -= 255) {
            lacing.write(255);
        }
        lacing.write(packet.length % 255);
        content.writeBytes(packet);
        packets++;
    }

    /** Returns the number of packets in the current page. */
    int packets() {
        return packets;
    }

    /**
     * Completes the current page.
     *
     * @param granulePosition the number of samples that a decoder has output at the end of the page
     * @param last whether it is the last page of the stream
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

    /** Returns the checksum of a page whose checksum field is zero. */
    static int checksum(byte[] page) {
        int crc = 0;
        for (byte next : page) {
            crc = OggCrc.update(crc, next);
        }
        return crc;
    }

    /** Returns and removes the completed pages. */
    byte[] drain() {
        byte[] bytes = complete.toByteArray();
        complete.reset();
        return bytes;
    }
}
