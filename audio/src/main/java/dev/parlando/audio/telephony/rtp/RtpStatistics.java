package dev.parlando.audio.telephony.rtp;

/**
 * Counts of one session since it was opened.
 *
 * @param packetsSent packets of media that the system accepted
 * @param payloadBytesSent their payload in bytes
 * @param packetsDropped packets that the socket refused because its buffer was full
 * @param packetsUnreachable packets lost because the peer's system reported that no program has the port
 * @param packetsFailed packets that failed for any other reason, such as a missing route; the first is logged
 * @param reportsSent sender reports
 * @param packetsReceived RTP packets of the peer
 * @param datagramsIgnored received datagrams that are neither RTP nor RTCP
 */
public record RtpStatistics(
        long packetsSent,
        long payloadBytesSent,
        long packetsDropped,
        long packetsUnreachable,
        long packetsFailed,
        long reportsSent,
        long packetsReceived,
        long datagramsIgnored) {}
