package dev.parlando.audio.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A parser for Ogg page headers that resynchronizes after invalid bytes and verifies the checksum of each page.
 *
 * <p>Confined to one thread at a time. Source: RFC 3533, section 6.
 */
final class OggPage {
    /** The granule position of a page on which no packet ends. */
    static final long NO_GRANULE = -1;

    /** The capture pattern followed by the only defined version. The first byte occurs only once in this array. */
    private static final byte[] CAPTURE_PATTERN = {'O', 'g', 'g', 'S', 0};

    private static final int FIXED_BYTES = 27;
    private static final int MAX_SEGMENTS = 255;
    private static final int CRC_OFFSET = 22;
    private static final int CRC_BYTES = 4;
    private static final int CONTINUED = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;

    private final byte[] bytes = new byte[FIXED_BYTES + MAX_SEGMENTS];
    private final ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private int length;
    private int crc;

    /** Reads up to the end of the header. Returns false if more bytes are needed. */
    boolean read(ByteBuffer encoded) {
        while (encoded.hasRemaining() && !isComplete()) {
            add(encoded.get());
        }
        if (!isComplete()) {
            return false;
        }
        crc = 0;
        for (int i = 0; i < length; i++) {
            boolean isCrc = i >= CRC_OFFSET && i < CRC_OFFSET + CRC_BYTES;
            updateCrc(isCrc ? 0 : bytes[i]);
        }
        return true;
    }

    private void add(byte next) {
        if (length < CAPTURE_PATTERN.length && next != CAPTURE_PATTERN[length]) {
            length = next == CAPTURE_PATTERN[0] ? 1 : 0;
            bytes[0] = next;
        } else {
            bytes[length++] = next;
        }
    }

    private boolean isComplete() {
        return length >= FIXED_BYTES && length == FIXED_BYTES + segments();
    }

    /** Resets the state. The next page starts with the next byte. */
    void clear() {
        length = 0;
    }

    /** Adds a byte of the page body to the checksum. */
    void updateCrc(byte next) {
        crc = OggCrc.update(crc, next);
    }

    /** Returns whether the checksum matches. Valid after the whole body was added. */
    boolean isIntact() {
        return crc == fields.getInt(CRC_OFFSET);
    }

    /** Returns whether the first packet of the page started on the previous page. */
    boolean isContinued() {
        return (bytes[5] & CONTINUED) != 0;
    }

    /** Returns whether the page is the first one of a logical stream. */
    boolean isFirst() {
        return (bytes[5] & FIRST) != 0;
    }

    /** Returns whether the page is the last one of a logical stream. */
    boolean isLast() {
        return (bytes[5] & LAST) != 0;
    }

    /** Returns the granule position after the last packet that ends on the page, or {@link #NO_GRANULE}. */
    long granule() {
        return fields.getLong(6);
    }

    int serial() {
        return fields.getInt(14);
    }

    int sequence() {
        return fields.getInt(18);
    }

    int segments() {
        return bytes[26] & 0xFF;
    }

    /** Returns the length of a segment. */
    int segmentBytes(int segment) {
        return bytes[FIXED_BYTES + segment] & 0xFF;
    }
}
