package dev.parlando.audio.telephony.rtp;

/**
 * A report of the peer about the packets that it has received (RFC 3550, section 6.4.1).
 *
 * @param fractionLost the share of packets lost since the previous report, 0 to 1
 * @param packetsLost the packets lost in total; negative if duplicates arrived
 * @param jitterMillis the interarrival jitter, in milliseconds
 * @param roundTripMillis the time to the peer and back, in milliseconds; negative if the peer has not seen a sender report
 */
public record ReceptionReport(double fractionLost, int packetsLost, double jitterMillis, double roundTripMillis) {}
