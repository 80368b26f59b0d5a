package dev.parlando.audio.telephony.rtp;

import java.util.concurrent.atomic.AtomicLong;

/** The counters of a session. Threading: written by the pace thread and read by any. */
final class RtpCounters {
    final AtomicLong packetsSent = new AtomicLong();
    final AtomicLong payloadBytesSent = new AtomicLong();
    final AtomicLong packetsDropped = new AtomicLong();
    final AtomicLong packetsUnreachable = new AtomicLong();
    final AtomicLong packetsFailed = new AtomicLong();
    final AtomicLong reportsSent = new AtomicLong();
    final AtomicLong packetsReceived = new AtomicLong();
    final AtomicLong datagramsIgnored = new AtomicLong();

    RtpStatistics snapshot() {
        return new RtpStatistics(
                packetsSent.get(),
                payloadBytesSent.get(),
                packetsDropped.get(),
                packetsUnreachable.get(),
                packetsFailed.get(),
                reportsSent.get(),
                packetsReceived.get(),
                datagramsIgnored.get());
    }
}
