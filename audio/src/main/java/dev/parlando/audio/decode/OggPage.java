package dev.parlando.audio.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the header of an Ogg page as its bytes arrive, looking for the next one where none is, and checks the page.
 *
 * <p>Confined to one thread at a time. Source: RFC 3533, section 6.
 */
final class OggPage {
    /** What a granule position says on which no packet ends. */
    static final long NO_GRANULE = -1;

    /** The capture pattern, and the only version there is. Its first byte does not come twice in it. */
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

    /** Reads on to the end of the header; false if that needs more bytes. */
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

    /** Forgets this page: the next one begins with the next byte. */
    void clear() {
        length = 0;
    }

    /** Counts a byte of the body. */
    void updateCrc(byte next) {
        crc = OggCrc.update(crc, next);
    }

    /** Returns whether the page is as it was written, once its whole body was counted. */
    boolean isIntact() {
        return crc == fields.getInt(CRC_OFFSET);
    }

    /** Returns whether its first packet began on the page before. */
    boolean isContinued() {
        return (bytes[5] & CONTINUED) != 0;
    }

    /** Returns whether a logical stream begins with it. */
    boolean isFirst() {
        return (bytes[5] & FIRST) != 0;
    }

    /** Returns whether a logical stream ends with it. */
    boolean isLast() {
        return (bytes[5] & LAST) != 0;
    }

    /** Returns where the stream is at the end of the last packet that ends here, or {@link #NO_GRANULE}. */
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

    /** Returns how long a segment is. */
    int segmentBytes(int segment) {
        return bytes[FIXED_BYTES + segment] & 0xFF;
    }
}
