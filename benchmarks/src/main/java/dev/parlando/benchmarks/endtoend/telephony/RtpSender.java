package dev.parlando.benchmarks.endtoend.telephony;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A connected UDP socket that sends &micro;-law in RTP packets (RFC 3550).
 *
 * <p>Threading: confined to one thread.
 */
final class RtpSender implements AutoCloseable {
    static final int HEADER_BYTES = 12;

    private static final byte VERSION_2 = (byte) 0x80;
    private static final byte PCMU = 0;

    private final DatagramChannel channel = DatagramChannel.open();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(HEADER_BYTES + CallBridge.PAYLOAD_BYTES);
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private short sequence;
    private int timestamp;

    RtpSender(InetSocketAddress receiver) throws IOException {
        channel.connect(receiver);
    }

    void send(byte[] payload) throws IOException {
        packet.clear()
                .put(VERSION_2)
                .put(PCMU)
                .putShort(sequence++)
                .putInt(timestamp)
                .putInt(ssrc)
                .put(payload);
        timestamp += payload.length;
        channel.write(packet.flip());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // UDP has nothing left to do.
        }
    }
}
