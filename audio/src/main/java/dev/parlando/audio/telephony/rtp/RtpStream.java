package dev.parlando.audio.telephony.rtp;

import dev.parlando.audio.telephony.Packet;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * The sequence numbers, timestamps and source identifier of the packets sent. All start at random values, since
 * predictable ones weaken encryption (RFC 3550, section 5.1), and the first two wrap.
 *
 * <p>Threading: confined to the pace thread, except for {@link #ssrc()}. Cost: allocates nothing per packet.
 */
final class RtpStream {
    private final int payloadType;
    private final int ssrc;
    private final int firstTimestamp;
    private int nextSequence;
    private int timestamp;

    RtpStream(int payloadType, RandomGenerator random) {
        this.payloadType = payloadType;
        this.ssrc = random.nextInt();
        this.firstTimestamp = random.nextInt();
        this.nextSequence = random.nextInt() & 0xFFFF;
        this.timestamp = firstTimestamp;
    }

    /** Writes the header of a packet and returns its bytes. A packet that is lost in the socket has its number, too. */
    ByteBuffer withHeader(Packet packet) {
        ByteBuffer bytes = packet.buffer(RtpHeader.BYTES);
        timestamp = firstTimestamp + (int) packet.mediaTimeSamples();
        RtpHeader.write(bytes, packet.startsTalkSpurt(), payloadType, nextSequence, timestamp, ssrc);
        nextSequence = (nextSequence + 1) & 0xFFFF;
        return bytes;
    }

    int ssrc() {
        return ssrc;
    }

    /** Returns the timestamp of the latest packet. */
    int timestamp() {
        return timestamp;
    }
}
