package dev.parlando.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A loopback server at the byte level, without HTTP. Each connection runs the script on its own thread and is then read
 * until the client closes it.
 */
final class RawPeer implements AutoCloseable {
    /** Serves one connection. */
    @FunctionalInterface
    interface Script {
        void serve(RawConnection connection) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<RawConnection> connections = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final OpenCount open = new OpenCount();
    private final @Nullable SSLContext tls;
    private final String alpn;
    private final Script script;
    private final Thread acceptor;

    /**
     * Starts a server.
     *
     * @param tls server-side TLS context; null for cleartext
     * @param alpn the protocol to offer by ALPN; empty for none
     */
    RawPeer(@Nullable SSLContext tls, String alpn, Script script) throws IOException {
        this.tls = tls;
        this.alpn = alpn;
        this.script = script;
        acceptor = start("raw-peer-accept", this::accept);
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.opened();
                int number = accepted.incrementAndGet();
                start("raw-peer-" + number, () -> serve(socket, number));
            }
        } catch (IOException closed) {
            // The server was closed.
        }
    }

    private void serve(Socket socket, int number) {
        try (RawConnection connection = new RawConnection(socket, number)) {
            connections.add(connection);
            if (tls != null) {
                connection.startTls(tls, alpn);
            }
            script.serve(connection);
            connection.drain();
        } catch (IOException hungUp) {
            // The client may close at any time; its outcome is checked on its side.
        } catch (RuntimeException | AssertionError broken) {
            failures.add(broken);
        } finally {
            open.closed();
        }
    }

    URI baseUrl() {
        return URI.create((tls == null ? "http" : "https") + "://127.0.0.1:" + listener.getLocalPort());
    }

    int acceptedConnections() {
        return accepted.get();
    }

    /**
     * Waits until {@code count} connections were accepted, and returns their number. A client may be connected before that.
     */
    int awaitAccepted(int count, long limitMillis) {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        while (accepted.get() < count && System.nanoTime() - deadlineNanos < 0) {
            Thread.onSpinWait();
        }
        return accepted.get();
    }

    /** Waits until the client has closed every connection, and returns the number of connections still open. */
    int awaitNoConnections(long limitMillis) {
        return open.awaitNone(limitMillis);
    }

    /** Fails if a script failed. */
    void check() {
        Throwable failure = failures.poll();
        if (failure != null) {
            throw new AssertionError("the peer: " + failure.getMessage(), failure);
        }
    }

    /** Refuses further connections; the accepted ones stay open. The socket listens until its thread has ended. */
    void stopAccepting() throws Exception {
        listener.close();
        acceptor.join(FaultFixture.LIMIT_MILLIS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (RawConnection connection : connections) {
            connection.close();
        }
    }
}
