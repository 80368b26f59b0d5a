package dev.parlando.command.wyoming;

import dev.parlando.SpeechEngine;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that offers the engine in the Wyoming protocol, the one of Home Assistant, with texts that are spoken while they
 * are written.
 *
 * <p>The protocol has neither TLS nor keys.
 *
 * <p>Threading: thread-safe. Each connection has a thread, and one more while a text is written.
 */
public final class WyomingServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WyomingServer.class.getName());
    private static final int MAX_CONNECTIONS = 256;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SpeechEngine engine;
    private final SpeechRequest template;
    private final ServerSocket listener;
    private final Runnable pause;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /**
     * Creates a server.
     *
     * @param pause called after a connection could not be accepted
     */
    WyomingServer(SpeechEngine engine, SpeechRequest template, ServerSocket listener, Runnable pause) {
        this.engine = engine;
        this.template = template;
        this.listener = listener;
        this.pause = pause;
    }

    /**
     * Binds the address and starts to serve.
     *
     * @param template the model, the PCM format, and the voice for texts that name none
     * @throws IOException if the address cannot be bound
     */
    public static WyomingServer start(SpeechEngine engine, InetSocketAddress address, SpeechRequest template)
            throws IOException {
        ServerSocket listener = new ServerSocket();
        WyomingServer server =
                new WyomingServer(engine, template, listener, () -> LockSupport.parkNanos(listener, PAUSE_NANOS));
        server.start(address);
        return server;
    }

    void start(InetSocketAddress address) throws IOException {
        listener.bind(address);
        threads.execute(this::accept);
    }

    /** Returns the bound address. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Closes all connections, which cancels their speech. The engine remains open. */
    @Override
    public void close() {
        close(listener);
        connections.forEach(WyomingServer::close);
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                serve(listener.accept());
            } catch (IOException e) { // Such as too many open files, until another one is closed.
                if (!listener.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "a connection cannot be accepted", e);
                    pause.run();
                }
            }
        }
    }

    private void serve(Socket socket) {
        connections.add(socket);
        if (connections.size() > MAX_CONNECTIONS || listener.isClosed()) {
            connections.remove(socket);
            close(socket);
            return;
        }
        threads.execute(() -> {
            try {
                new WyomingConnection(engine, template, threads, socket).run();
            } finally {
                connections.remove(socket);
            }
        });
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "the socket does not close", e);
        }
    }
}
