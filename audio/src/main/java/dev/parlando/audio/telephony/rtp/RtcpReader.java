package dev.parlando.audio.telephony.rtp;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Reader of the RTCP datagrams of the peer: reports about our packets, and goodbye. Not thread-safe.
 *
 * <p>The middle part of a sender report's NTP timestamp comes back in the peer's reports, which gives the round trip.
 */
final class RtcpReader {
    /** The packet types that RTCP may have on a port shared with RTP (RFC 5761, section 4). */
    private static final int MIN_TYPE = 192;

    private static final int MAX_TYPE = 223;
    private static final int HEADER_BYTES = 4;
    private static final int BLOCK_BYTES = 24;
    /** The sender's part of a sender report, after its source. */
    private static final int SENDER_INFO_BYTES = 20;

    private final int ssrc;
    private final double clockRateHz;
    private final Consumer<ReceptionReport> onReport;
    private final Runnable onGoodbye;

    RtcpReader(int ssrc, int clockRateHz, Consumer<ReceptionReport> onReport, Runnable onGoodbye) {
        this.ssrc = ssrc;
        this.clockRateHz = clockRateHz;
        this.onReport = onReport;
        this.onGoodbye = onGoodbye;
    }

    /** Returns whether a datagram is RTCP and not RTP. */
    static boolean isRtcp(ByteBuffer datagram) {
        if (datagram.remaining() < HEADER_BYTES + Integer.BYTES) {
            return false;
        }
        int type = datagram.get(datagram.position() + 1) & 0xFF;
        return (datagram.get(datagram.position()) & 0xC0) == 0x80 && type >= MIN_TYPE && type <= MAX_TYPE;
    }

    /**
     * Reads a datagram of one or more packets.
     *
     * @param arrivalNtp the middle 32 bits of the NTP time of arrival
     * @return false from the first packet on that is malformed
     */
    boolean read(ByteBuffer datagram, int arrivalNtp) {
        while (datagram.hasRemaining()) {
            if (!isRtcp(datagram)) {
                return false;
            }
            int count = datagram.get(datagram.position()) & 0x1F;
            int type = datagram.get(datagram.position() + 1) & 0xFF;
            int bytes = ((datagram.getShort(datagram.position() + 2) & 0xFFFF) + 1) * Integer.BYTES;
            if (bytes > datagram.remaining()) {
                return false;
            }
            readPacket(type, count, datagram.slice(datagram.position(), bytes), arrivalNtp);
            datagram.position(datagram.position() + bytes);
        }
        return true;
    }

    private void readPacket(int type, int count, ByteBuffer packet, int arrivalNtp) {
        switch (type) {
            case RtcpWriter.SENDER_REPORT ->
                readBlocks(packet, HEADER_BYTES + Integer.BYTES + SENDER_INFO_BYTES, count, arrivalNtp);
            case RtcpWriter.RECEIVER_REPORT -> readBlocks(packet, HEADER_BYTES + Integer.BYTES, count, arrivalNtp);
            case RtcpWriter.GOODBYE -> onGoodbye.run();
            default -> {} // Such as descriptions of the peer.
        }
    }

    private void readBlocks(ByteBuffer packet, int firstAt, int count, int arrivalNtp) {
        int at = firstAt;
        for (int i = 0; i < count && at + BLOCK_BYTES <= packet.capacity(); i++) {
            if (packet.getInt(at) == ssrc) {
                onReport.accept(report(packet, at, arrivalNtp));
            }
            at += BLOCK_BYTES;
        }
    }

    private ReceptionReport report(ByteBuffer packet, int at, int arrivalNtp) {
        int loss = packet.getInt(at + 4);
        double jitter = Integer.toUnsignedLong(packet.getInt(at + 12));
        int lastReportNtp = packet.getInt(at + 16);
        int heldFor = packet.getInt(at + 20);
        double roundTripMillis = lastReportNtp == 0
                ? -1
                : Math.max(0, (arrivalNtp - lastReportNtp - heldFor) * 1000 / NtpTime.COMPACT_UNITS_PER_SECOND);
        return new ReceptionReport((loss >>> 24) / 256.0, loss << 8 >> 8, jitter * 1000 / clockRateHz, roundTripMillis);
    }
}
