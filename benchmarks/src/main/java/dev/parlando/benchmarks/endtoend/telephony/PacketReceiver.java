package dev.parlando.benchmarks.endtoend.telephony;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program that receives RTP and checks the sequence numbers. It prints its ports, each with a port for RTCP behind it,
 * and its {@link ReceivedStreams} for each line on stdin.
 *
 * <p>The sockets have large buffers and are polled, so that the receiver costs little and loses nothing.
 */
final class PacketReceiver {
    private static final int SOCKETS = 16;
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int POLL_MILLIS = 5;
    private static final int MAX_DATAGRAM_BYTES = 2048;

    private final List<DatagramChannel> media = new ArrayList<>();
    private final List<DatagramChannel> control = new ArrayList<>();

    @GuardedBy("this")
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);

    @GuardedBy("this")
    private final ReceivedStreams received = new ReceivedStreams();

    private PacketReceiver() throws IOException {
        while (media.size() < SOCKETS) {
            openPair();
        }
    }

    /** Receives until stdin ends. */
    public static void main(String[] arguments) throws Exception {
        PacketReceiver receiver = new PacketReceiver();
        Thread thread = new Thread(receiver::run, "receiver");
        thread.setDaemon(true);
        thread.start();
        System.out.println(receiver.ports());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            System.out.println(receiver.collect());
        }
    }

    private void run() {
        try {
            while (true) {
                readAll();
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the receiver cannot go on", e);
        }
    }

    private synchronized String collect() throws IOException {
        readAll();
        return received.collect();
    }

    private void openPair() throws IOException {
        DatagramChannel first = open(0);
        int port = port(first);
        try {
            control.add(open(port + 1));
            media.add(first);
        } catch (BindException taken) {
            first.close();
        }
    }

    private static DatagramChannel open(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        return channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private String ports() throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (DatagramChannel channel : media) {
            ports.add(port(channel));
        }
        return ports.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private synchronized void readAll() throws IOException {
        for (DatagramChannel channel : media) {
            while (channel.receive(datagram.clear()) != null) {
                received.accept(datagram.flip());
            }
        }
        for (DatagramChannel channel : control) {
            while (channel.receive(datagram.clear()) != null) {
                // Sender reports are not counted.
            }
        }
    }
}
