package dev.parlando.audio.telephony.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writer of RTCP packets (RFC 3550, section 6): sender report, canonical name and goodbye.
 *
 * <p>Immutable, thus safe for use from any thread; each buffer belongs to its caller.
 */
final class RtcpWriter {
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int SOURCE_DESCRIPTION = 202;
    static final int GOODBYE = 203;

    private static final int VERSION_2 = 0x80;
    private static final int ONE_SOURCE = VERSION_2 | 1;
    private static final int SENDER_REPORT_BYTES = 28;
    private static final int GOODBYE_BYTES = 8;
    private static final int CANONICAL_NAME = 1;
    /** The header and the source of a source description, and the type and length of its item. */
    private static final int BYTES_BEFORE_NAME = 10;

    private final int ssrc;
    private final byte[] canonicalName;

    /** Creates a writer for a source and its name, 1 to 255 bytes. */
    RtcpWriter(int ssrc, String canonicalName) {
        this.ssrc = ssrc;
        this.canonicalName = canonicalName.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the size of a buffer for all packets together. */
    int maxBytes() {
        return SENDER_REPORT_BYTES + descriptionBytes() + GOODBYE_BYTES;
    }

    /**
     * Writes a sender report and the canonical name, which together are a complete datagram. There are no report blocks,
     * since the session does not measure its reception.
     */
    void writeReport(ByteBuffer out, long ntpTimestamp, int rtpTimestamp, long packets, long payloadBytes) {
        header(out, VERSION_2, SENDER_REPORT, SENDER_REPORT_BYTES)
                .putInt(ssrc)
                .putLong(ntpTimestamp)
                .putInt(rtpTimestamp)
                .putInt((int) packets)
                .putInt((int) payloadBytes);
        writeDescription(out);
    }

    private void writeDescription(ByteBuffer out) {
        int end = out.position() + descriptionBytes();
        header(out, ONE_SOURCE, SOURCE_DESCRIPTION, descriptionBytes())
                .putInt(ssrc)
                .put((byte) CANONICAL_NAME)
                .put((byte) canonicalName.length)
                .put(canonicalName);
        while (out.position() < end) {
            out.put((byte) 0);
        }
    }

    /** Returns the length with a terminating zero, and padded to a multiple of four bytes. */
    private int descriptionBytes() {
        return (BYTES_BEFORE_NAME + canonicalName.length + 1 + 3) & ~3;
    }

    /** Writes the packet that ends the session, which follows a report in the same datagram. */
    void writeGoodbye(ByteBuffer out) {
        header(out, ONE_SOURCE, GOODBYE, GOODBYE_BYTES).putInt(ssrc);
    }

    private static ByteBuffer header(ByteBuffer out, int first, int type, int bytes) {
        return out.put((byte) first).put((byte) type).putShort((short) (bytes / Integer.BYTES - 1));
    }
}
