package dev.parlando.fault;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A loopback proxy that runs a script for each connection, on its own thread. The connection is closed when the script
 * ends.
 */
public final class ScriptedProxy implements AutoCloseable {
    /** Serves one connection. */
    @FunctionalInterface
    public interface Script {
        void run(Client client) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private ScriptedProxy(Script script) throws IOException {
        threads.execute(() -> accept(script));
    }

    public static ScriptedProxy start(Script script) throws IOException {
        return new ScriptedProxy(script);
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket, script));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            script.run(new Client(socket));
        } catch (IOException e) {
            // The client disconnected, or the test is over.
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Returns, in order, the requests that the scripts recorded. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One client connection of the proxy. */
    public final class Client {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        Client(Socket socket) throws IOException {
            this.socket = socket;
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        /** Records a request of the client. */
        public void note(String what) {
            asked.add(what);
        }

        public void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(int... bytes) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int b : bytes) {
                all.write(b);
            }
            out.write(all.toByteArray());
        }

        /** Reads the request line and headers of an HTTP request, without the empty line. */
        public String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return head.substring(0, head.length() - 4);
        }

        public int read() throws IOException {
            return in.readUnsignedByte();
        }

        /** Reads a text that is preceded by its length in one byte. */
        public String text() throws IOException {
            return new String(bytes(read()), StandardCharsets.UTF_8);
        }

        public byte[] bytes(int length) throws IOException {
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return bytes;
        }

        /** Waits until the client disconnects. */
        public void awaitEnd() throws IOException {
            in.readAllBytes();
        }

        /**
         * Relays all bytes between the client and a loopback port. The bytes to the client are preceded by the given
         * text.
         */
        public void relay(int port, String first) throws IOException {
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                sockets.add(server);
                threads.execute(() -> copy(server, first));
                in.transferTo(server.getOutputStream());
            }
        }

        /** Sends the given text together with the server's first bytes in one write, then relays the rest. */
        private void copy(Socket server, String first) {
            try (socket) {
                byte[] buffer = new byte[8192];
                ByteArrayOutputStream piece = new ByteArrayOutputStream();
                piece.writeBytes(first.getBytes(StandardCharsets.ISO_8859_1));
                for (int n = server.getInputStream().read(buffer);
                        n >= 0;
                        n = server.getInputStream().read(buffer)) {
                    piece.write(buffer, 0, n);
                    out.write(piece.toByteArray());
                    piece.reset();
                }
            } catch (IOException e) {
                // Either side disconnected.
            }
        }
    }
}
