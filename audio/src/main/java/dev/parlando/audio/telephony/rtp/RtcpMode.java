package dev.parlando.audio.telephony.rtp;

/** The port that RTCP uses. */
public enum RtcpMode {
    /** The port after that of RTP, on both sides (RFC 3550, section 11). */
    NEXT_PORT,
    /** The port of RTP (RFC 5761), which the peer must have agreed to. */
    MULTIPLEXED,
    /** No RTCP. Receivers then cannot relate timestamps to time. */
    OFF
}
