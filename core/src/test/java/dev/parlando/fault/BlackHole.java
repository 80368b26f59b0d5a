package dev.parlando.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A loopback port on which connection attempts hang, because its accept queue is full and is never emptied. */
public final class BlackHole implements AutoCloseable {
    private static final int MORE_THAN_THE_QUEUE_HOLDS = 16;

    private final ServerSocket socket = new ServerSocket();
    private final List<SocketChannel> queue = new ArrayList<>();

    public BlackHole() throws IOException {
        this(InetAddress.getLoopbackAddress(), 0);
    }

    /** Opens the port on the given address; port 0 selects a free port. */
    public BlackHole(InetAddress address, int port) throws IOException {
        socket.bind(new InetSocketAddress(address, port), 1);
        for (int i = 0; i < MORE_THAN_THE_QUEUE_HOLDS; i++) {
            SocketChannel waiting = SocketChannel.open();
            queue.add(waiting);
            waiting.configureBlocking(false);
            waiting.connect(socket.getLocalSocketAddress());
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Returns whether further connection attempts hang, as on Linux. Other systems refuse them. */
    public boolean answersNobody() throws IOException {
        SocketChannel last = queue.get(queue.size() - 1);
        try {
            return !last.finishConnect();
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel waiting : queue) {
            waiting.close();
        }
        socket.close();
    }
}
