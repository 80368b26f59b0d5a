package dev.parlando.audio.telephony.asterisk;

import dev.parlando.audio.telephony.MediaFormat;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * The settings of a server.
 *
 * @param kind the kind of the audio sent
 * @param timeout the time without any byte after which a connection is lost
 * @param maxCalls the maximum number of connections
 */
record AudioSocketSettings(int kind, Duration timeout, int maxCalls) {
    /** The packets that fit into the send buffer of a connection. More would be latency that never drains. */
    private static final int BUFFERED_PACKETS = 8;

    private static final int MIN_BUFFER_BYTES = 8192;
    private static final int PACKETS_PER_SECOND = 50;

    MediaFormat format() {
        return MediaFormat.linear16(AudioSocketKind.sampleRateHz(kind), ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the size of the send buffer of a connection. */
    int sendBufferBytes() {
        int packetBytes = Short.BYTES * AudioSocketKind.sampleRateHz(kind) / PACKETS_PER_SECOND;
        return Math.max(MIN_BUFFER_BYTES, BUFFERED_PACKETS * packetBytes);
    }
}
