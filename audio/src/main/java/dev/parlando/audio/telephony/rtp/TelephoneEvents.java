package dev.parlando.audio.telephony.rtp;

import java.nio.ByteBuffer;

/**
 * The digits in a stream of telephone events (RFC 4733). A sender repeats an event in many packets with one timestamp, of
 * which the first that arrives counts. A new source has other timestamps, such as after a transfer of the call.
 *
 * <p>Not thread-safe.
 */
final class TelephoneEvents {
    /** The result for a packet that starts no digit. */
    static final char NONE = 0;

    private static final String DIGITS = "0123456789*#ABCD";
    private static final int PAYLOAD_BYTES = 4;
    /** The longest duration of one segment; a longer event continues as another one (section 2.5.1.3). */
    private static final int SEGMENT = 0xFFFF;

    private boolean started;
    private int ssrc;
    private int event;
    private int timestamp;

    /** Returns the digit that a packet starts, or {@link #NONE}. */
    char digit(int packetSsrc, int packetTimestamp, ByteBuffer payload) {
        if (payload.remaining() < PAYLOAD_BYTES) {
            return NONE;
        }
        int packetEvent = payload.get(payload.position()) & 0xFF;
        boolean sameSource = started && packetSsrc == ssrc;
        int ahead = packetTimestamp - timestamp;
        if (packetEvent >= DIGITS.length() || (sameSource && ahead <= 0)) {
            return NONE;
        }
        boolean continues = sameSource && packetEvent == event && ahead == SEGMENT;
        started = true;
        ssrc = packetSsrc;
        event = packetEvent;
        timestamp = packetTimestamp;
        return continues ? NONE : DIGITS.charAt(packetEvent);
    }
}
