package dev.parlando.audio.telephony.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Sends the RTCP datagrams of a session: reports while packets are sent, and a goodbye.
 *
 * <p>Many peers have no RTCP port, so failures are ignored.
 *
 * <p>Threading: {@link #sendReportIfDue} is confined to the pace thread; {@link #sendGoodbye} is called once, from any.
 */
final class RtcpSender {
    private final DatagramChannel channel;
    private final RtcpWriter writer;
    private final RtcpTimer timer;
    private final LongSupplier nanoClock;
    private final InstantSource wallClock;
    private final RtpCounters counters;
    private final SentReports sent;
    private final ByteBuffer datagram;

    RtcpSender(
            DatagramChannel channel,
            RtcpWriter writer,
            RtcpTimer timer,
            LongSupplier nanoClock,
            InstantSource wallClock,
            RtpCounters counters,
            SentReports sent) {
        this.channel = channel;
        this.writer = writer;
        this.timer = timer;
        this.nanoClock = nanoClock;
        this.wallClock = wallClock;
        this.counters = counters;
        this.sent = sent;
        this.datagram = ByteBuffer.allocateDirect(writer.maxBytes());
    }

    /** Sends a report if one is due. The timestamp is that of the packet sent now. */
    void sendReportIfDue(int rtpTimestamp) {
        long nowNanos = nanoClock.getAsLong();
        if (timer.isDue(nowNanos)) {
            datagram.clear();
            long ntp = writeReport(datagram, rtpTimestamp);
            if (send(datagram.flip())) {
                sent.add(NtpTime.compact(ntp), nowNanos);
                counters.reportsSent.incrementAndGet();
            }
        }
    }

    /** Ends the session at the peer. A participant that has sent nothing leaves silently (RFC 3550, section 6.3.7). */
    void sendGoodbye(int rtpTimestamp) {
        if (counters.packetsSent.get() > 0) {
            ByteBuffer goodbye = ByteBuffer.allocate(writer.maxBytes());
            writeReport(goodbye, rtpTimestamp);
            writer.writeGoodbye(goodbye);
            send(goodbye.flip());
        }
    }

    /** Writes a report of the present and returns its NTP time, which follows the wall clock even if that was set. */
    private long writeReport(ByteBuffer out, int rtpTimestamp) {
        long ntp = NtpTime.of(wallClock.instant());
        writer.writeReport(out, ntp, rtpTimestamp, counters.packetsSent.get(), counters.payloadBytesSent.get());
        return ntp;
    }

    private boolean send(ByteBuffer bytes) {
        try {
            return channel.write(bytes) > 0;
        } catch (IOException refused) {
            return false;
        }
    }
}
