package dev.parlando.audio.telephony.rtp;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
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
    private final SentReports sent;
    private final Consumer<ReceptionReport> onReport;
    private final Runnable onGoodbye;

    RtcpReader(int ssrc, int clockRateHz, SentReports sent, Consumer<ReceptionReport> onReport, Runnable onGoodbye) {
        this.ssrc = ssrc;
        this.clockRateHz = clockRateHz;
        this.sent = sent;
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
     * @param arrivalNanos the monotonic time of arrival
     * @return false from the first packet on that is malformed
     */
    boolean read(ByteBuffer datagram, long arrivalNanos) {
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
            readPacket(type, count, datagram.slice(datagram.position(), bytes), arrivalNanos);
            datagram.position(datagram.position() + bytes);
        }
        return true;
    }

    private void readPacket(int type, int count, ByteBuffer packet, long arrivalNanos) {
        switch (type) {
            case RtcpWriter.SENDER_REPORT ->
                readBlocks(packet, HEADER_BYTES + Integer.BYTES + SENDER_INFO_BYTES, count, arrivalNanos);
            case RtcpWriter.RECEIVER_REPORT -> readBlocks(packet, HEADER_BYTES + Integer.BYTES, count, arrivalNanos);
            case RtcpWriter.GOODBYE -> onGoodbye.run();
            default -> {} // Such as descriptions of the peer.
        }
    }

    private void readBlocks(ByteBuffer packet, int firstAt, int count, long arrivalNanos) {
        int at = firstAt;
        for (int i = 0; i < count && at + BLOCK_BYTES <= packet.capacity(); i++) {
            if (packet.getInt(at) == ssrc) {
                onReport.accept(report(packet, at, arrivalNanos));
            }
            at += BLOCK_BYTES;
        }
    }

    private ReceptionReport report(ByteBuffer packet, int at, long arrivalNanos) {
        int loss = packet.getInt(at + 4);
        double jitter = Integer.toUnsignedLong(packet.getInt(at + 12));
        int lastReportNtp = packet.getInt(at + 16);
        double heldMillis = Integer.toUnsignedLong(packet.getInt(at + 20)) * 1000 / NtpTime.COMPACT_UNITS_PER_SECOND;
        long sinceNanos = sent.nanosSince(lastReportNtp, arrivalNanos);
        double roundTripMillis = sinceNanos == SentReports.UNKNOWN
                ? -1
                : Math.max(0, sinceNanos / (double) TimeUnit.MILLISECONDS.toNanos(1) - heldMillis);
        return new ReceptionReport((loss >>> 24) / 256.0, loss << 8 >> 8, jitter * 1000 / clockRateHz, roundTripMillis);
    }
}
