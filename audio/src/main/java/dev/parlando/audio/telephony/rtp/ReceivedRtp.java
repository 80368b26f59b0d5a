package dev.parlando.audio.telephony.rtp;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A packet of media that the peer has sent.
 *
 * @param payloadType 0 to 127
 * @param marker whether a talk spurt starts
 * @param sequence the sequence number, 0 to 65,535
 * @param timestamp the timestamp, 0 to 2<sup>32</sup>-1
 * @param payload a read-only view of the encoded audio, valid only during the call of the listener
 */
public record ReceivedRtp(int payloadType, boolean marker, int sequence, long timestamp, ByteBuffer payload) {
    /** Creates a packet. */
    public ReceivedRtp {
        Objects.requireNonNull(payload, "payload");
    }
}
