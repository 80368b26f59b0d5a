package dev.parlando.benchmarks.endtoend.telephony;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The sequence numbers of RTP streams, by source identifier (RFC 3550, section 5.1).
 *
 * <p>Threading: confined to one thread.
 */
final class ReceivedStreams {
    private static final int SEQUENCE_AT = 2;
    private static final int SSRC_AT = 8;

    /** The sequence number that a stream continues with. */
    private static final class Stream {
        short expected;
    }

    private final Map<Integer, Stream> streams = new HashMap<>();
    private long packets;
    private long silent;
    private long missing;
    private long outOfOrder;

    /** Counts one packet, which starts at the position of the buffer. */
    void accept(ByteBuffer packet) {
        int at = packet.position();
        short sequence = packet.getShort(at + SEQUENCE_AT);
        Stream stream = streams.get(packet.getInt(at + SSRC_AT));
        if (stream == null) {
            stream = new Stream();
            stream.expected = sequence;
            streams.put(packet.getInt(at + SSRC_AT), stream);
        }
        int ahead = (short) (sequence - stream.expected);
        if (ahead < 0) {
            outOfOrder++;
        } else {
            missing += ahead;
            stream.expected = (short) (sequence + 1);
        }
        packets++;
        if (packet.get(packet.limit() - 1) == CallBridge.SILENCE) {
            silent++;
        }
    }

    /** Returns the counts, as the line that {@link Reception#parse} reads, and starts again. */
    String collect() {
        String line = streams.size() + " " + packets + " " + silent + " " + missing + " " + outOfOrder;
        streams.clear();
        packets = 0;
        silent = 0;
        missing = 0;
        outOfOrder = 0;
        return line;
    }
}
