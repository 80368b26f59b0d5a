package dev.parlando.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A receiver of RTP on loopback, with the next port for RTCP. */
final class UdpReceiver implements AutoCloseable {
    private static final int HEADER_BYTES = 12;
    private static final int PACKET_BYTES = 160;
    private static final byte GOODBYE = (byte) 203;
    private static final int PORTS_TO_TRY = 100;
    private static final int PATIENCE_MILLIS = 60_000;

    private final Inbox media;
    private final Inbox control;

    private UdpReceiver(DatagramSocket media, DatagramSocket control) {
        this.media = new Inbox(media);
        this.control = new Inbox(control);
    }

    static UdpReceiver open() throws IOException {
        for (int attempt = 0; attempt < PORTS_TO_TRY; attempt++) {
            DatagramSocket first = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            try {
                return new UdpReceiver(
                        first, new DatagramSocket(first.getLocalPort() + 1, InetAddress.getLoopbackAddress()));
            } catch (BindException taken) {
                first.close();
            }
        }
        throw new BindException("no adjacent ports");
    }

    String address() {
        return "127.0.0.1:" + media.socket.getLocalPort();
    }

    /** Waits for the next packet of media. */
    byte[] next() throws IOException {
        return media.next();
    }

    /** Returns the packets of media that have arrived. */
    List<byte[]> packets() throws IOException {
        return media.drain();
    }

    /** Returns whether a report that ends with a goodbye has arrived. */
    boolean hasGoodbye() throws IOException {
        return control.drain().stream().anyMatch(report -> endsWithGoodbye(report));
    }

    private static boolean endsWithGoodbye(byte[] report) {
        int at = 0;
        while (at + 4 <= report.length) {
            if (report[at + 1] == GOODBYE) {
                return true;
            }
            at += 4 * (1 + (((report[at + 2] & 0xFF) << 8) | (report[at + 3] & 0xFF)));
        }
        return false;
    }

    /** Returns the payload of the packets without those of silence only. */
    static byte[] speechOf(List<byte[]> packets, byte silence) {
        ByteArrayOutputStream speech = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            writeUnlessSilent(Arrays.copyOfRange(packet, HEADER_BYTES, packet.length), silence, speech);
        }
        return speech.toByteArray();
    }

    /** Returns audio as it leaves {@link #speechOf}: without silent packets, and with the last packet padded. */
    static byte[] asPackets(byte[] audio, byte silence) {
        ByteArrayOutputStream speech = new ByteArrayOutputStream();
        for (int at = 0; at < audio.length; at += PACKET_BYTES) {
            byte[] payload = new byte[PACKET_BYTES];
            Arrays.fill(payload, silence);
            System.arraycopy(audio, at, payload, 0, Math.min(PACKET_BYTES, audio.length - at));
            writeUnlessSilent(payload, silence, speech);
        }
        return speech.toByteArray();
    }

    private static void writeUnlessSilent(byte[] payload, byte silence, ByteArrayOutputStream speech) {
        for (byte sample : payload) {
            if (sample != silence) {
                speech.writeBytes(payload);
                return;
            }
        }
    }

    @Override
    public void close() {
        media.close();
        control.close();
    }

    /**
     * The datagrams of a socket. A thread reads them as they arrive, because the buffer of a socket holds only some 250 of
     * them.
     */
    private static final class Inbox implements AutoCloseable {
        private final DatagramSocket socket;
        private final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();

        Inbox(DatagramSocket socket) {
            this.socket = socket;
            Thread reader = new Thread(this::read, "udp-receiver");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            try {
                while (true) {
                    packet.setLength(2048);
                    socket.receive(packet);
                    datagrams.add(Arrays.copyOf(packet.getData(), packet.getLength()));
                }
            } catch (IOException closed) {
                return;
            }
        }

        byte[] next() throws IOException {
            try {
                byte[] datagram = datagrams.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                if (datagram == null) {
                    throw new SocketTimeoutException("no datagram");
                }
                return datagram;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        /** Returns all datagrams that have arrived; an empty one, sent now, comes after them. */
        List<byte[]> drain() throws IOException {
            socket.send(new DatagramPacket(new byte[0], 0, socket.getLocalSocketAddress()));
            List<byte[]> arrived = new ArrayList<>();
            for (byte[] datagram = next(); datagram.length > 0; datagram = next()) {
                arrived.add(datagram);
            }
            return arrived;
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
