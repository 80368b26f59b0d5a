package dev.parlando.audio.telephony.rtp;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The far end of a session on loopback: RTP on an even port, RTCP on the next. Confined to the test. */
final class UdpPeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;
    private static final int PORTS_TO_TRY = 200;

    private final DatagramSocket media;
    private final DatagramSocket control;

    UdpPeer() throws IOException {
        DatagramSocket[] pair = openPair();
        media = pair[0];
        control = pair[1];
    }

    private static DatagramSocket[] openPair() throws IOException {
        for (int attempt = 0; attempt < PORTS_TO_TRY; attempt++) {
            DatagramSocket first = open(0);
            try {
                return new DatagramSocket[] {first, open(first.getLocalPort() + 1)};
            } catch (BindException taken) {
                first.close();
            }
        }
        throw new BindException("no adjacent ports");
    }

    private static DatagramSocket open(int port) throws IOException {
        DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    int port() {
        return media.getLocalPort();
    }

    /** Waits for the next RTP datagram. */
    byte[] receive() throws IOException {
        return receive(media);
    }

    /** Waits for the next datagram on the port of RTCP. */
    byte[] receiveControl() throws IOException {
        return receive(control);
    }

    private static byte[] receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** Sends a datagram to the session, given in hexadecimal digits. */
    void send(RtpSession session, String hex) throws IOException {
        send(media, session.localAddress().getPort(), hex);
    }

    /** Sends a datagram to the RTCP port of the session. */
    void sendControl(RtpSession session, String hex) throws IOException {
        send(control, session.localAddress().getPort() + 1, hex);
    }

    private static void send(DatagramSocket socket, int port, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        socket.send(
                new DatagramPacket(bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    @Override
    public void close() {
        media.close();
        control.close();
    }
}
