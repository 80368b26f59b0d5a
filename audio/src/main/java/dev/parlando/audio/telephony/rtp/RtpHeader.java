package dev.parlando.audio.telephony.rtp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The fixed header of an RTP packet (RFC 3550, section 5.1), read into fields that the next packet overwrites.
 *
 * <p>Cost: allocates nothing. Not thread-safe.
 */
final class RtpHeader {
    static final int BYTES = 12;

    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;

    private int payloadType;
    private boolean marker;
    private int sequence;
    private int timestamp;
    private int ssrc;

    /** Writes a header at the position of the buffer, which does not change. */
    static void write(ByteBuffer packet, boolean marker, int payloadType, int sequence, int timestamp, int ssrc) {
        int at = packet.position();
        packet.order(ByteOrder.BIG_ENDIAN)
                .put(at, (byte) VERSION_2)
                .put(at + 1, (byte) (payloadType | (marker ? MARKER : 0)))
                .putShort(at + 2, (short) sequence)
                .putInt(at + 4, timestamp)
                .putInt(at + 8, ssrc);
    }

    /**
     * Reads a datagram and narrows it to the payload, without contributing sources, extension and padding.
     *
     * @return false if the datagram is not RTP; its position and limit are then undefined
     */
    boolean read(ByteBuffer datagram) {
        if (datagram.remaining() < BYTES) {
            return false;
        }
        int first = datagram.get() & 0xFF;
        int second = datagram.get() & 0xFF;
        marker = second >= MARKER;
        payloadType = second & 0x7F;
        sequence = datagram.getShort() & 0xFFFF;
        timestamp = datagram.getInt();
        ssrc = datagram.getInt();
        return first >> 6 == 2
                && skip(datagram, (first & 0x0F) * Integer.BYTES)
                && ((first & 0x10) == 0 || skipExtension(datagram))
                && ((first & 0x20) == 0 || cutPadding(datagram));
    }

    private static boolean skip(ByteBuffer datagram, int bytes) {
        if (bytes > datagram.remaining()) {
            return false;
        }
        datagram.position(datagram.position() + bytes);
        return true;
    }

    private static boolean skipExtension(ByteBuffer datagram) {
        if (datagram.remaining() < Integer.BYTES) {
            return false;
        }
        datagram.getShort();
        return skip(datagram, (datagram.getShort() & 0xFFFF) * Integer.BYTES);
    }

    private static boolean cutPadding(ByteBuffer datagram) {
        int padding = datagram.hasRemaining() ? datagram.get(datagram.limit() - 1) & 0xFF : 0;
        if (padding == 0 || padding > datagram.remaining()) {
            return false;
        }
        datagram.limit(datagram.limit() - padding);
        return true;
    }

    int payloadType() {
        return payloadType;
    }

    boolean marker() {
        return marker;
    }

    /** Returns the sequence number, 0 to 65,535. */
    int sequence() {
        return sequence;
    }

    /** Returns the identifier of the stream, whose 32 bits are unsigned. */
    int ssrc() {
        return ssrc;
    }

    /** Returns the timestamp, whose 32 bits are unsigned. */
    int timestamp() {
        return timestamp;
    }
}
