package dev.parlando.audio.telephony.asterisk;

import dev.parlando.audio.internal.pace.SerialExecutor;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.BackgroundLog;
import dev.parlando.internal.event.UnexpectedFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The work of the thread {@code parlando-audiosocket}: it accepts connections, reads them, completes partial writes and
 * checks time limits.
 *
 * <p>Threading: {@link #run} is the thread; {@link #close()} and the methods of {@link AudioSocketConnection.Loop} are safe
 * for use from any.
 */
final class AudioSocketLoop implements Runnable, AudioSocketConnection.Loop {
    private static final System.Logger LOG = System.getLogger(AudioSocketServer.class.getName());
    private static final int TICK_MILLIS = 100;
    private static final int READ_BYTES = 64 * 1024;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final AudioSocketSettings settings;
    private final AudioSocketHandler handler;
    private final Executor callbacks;
    private final LongSupplier nanoClock;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final Set<AudioSocketConnection> connections = ConcurrentHashMap.newKeySet();
    private final Queue<AudioSocketConnection> closing = new ConcurrentLinkedQueue<>();
    private boolean acceptFailed;
    private boolean refusalLogged;
    private volatile boolean closed;

    AudioSocketLoop(
            ServerSocketChannel server,
            Selector selector,
            AudioSocketSettings settings,
            AudioSocketHandler handler,
            Executor callbacks,
            LongSupplier nanoClock) {
        this.server = server;
        this.selector = selector;
        this.settings = settings;
        this.handler = handler;
        this.callbacks = callbacks;
        this.nanoClock = nanoClock;
    }

    @Override
    public void run() {
        try (server;
                selector) {
            SelectionKey acceptKey = server.register(selector, SelectionKey.OP_ACCEPT);
            while (!closed) {
                boolean paused = acceptFailed; // For one round, since the same connection is waiting still.
                acceptFailed = false;
                acceptKey.interestOps(paused ? 0 : SelectionKey.OP_ACCEPT);
                selector.select(this::onReady, connections.isEmpty() && !paused ? 0 : TICK_MILLIS);
                closeEnded();
                long now = nanoTime();
                connections.forEach(connection -> connection.checkTime(now));
            }
        } catch (IOException | RuntimeException | Error e) {
            ParlandoException error = UnexpectedFailure.toException(e);
            connections.forEach(connection -> connection.fail(error.copy()));
        } finally {
            closed = true;
            connections.forEach(AudioSocketConnection::hangUp);
            new ArrayList<>(connections).forEach(this::closeNow);
        }
    }

    private void onReady(SelectionKey key) {
        if (!(key.attachment() instanceof AudioSocketConnection connection)) {
            accept();
            return;
        }
        try {
            if (key.isWritable()) {
                writePending(key, connection);
            }
            if (key.isReadable()) {
                connection.read(buffer);
            }
        } catch (IOException lost) {
            connection.onClosed();
        } catch (CancelledKeyException closedMeanwhile) {
            close(connection);
        } catch (RuntimeException | Error e) {
            connection.fail(UnexpectedFailure.toException(e));
        }
    }

    private static void writePending(SelectionKey key, AudioSocketConnection connection) throws IOException {
        key.interestOpsAnd(~SelectionKey.OP_WRITE); // Before the write, after which a pace thread may request another.
        if (!connection.writePending()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel != null && connections.size() < settings.maxCalls()) {
                add(channel);
            } else if (channel != null) {
                channel.close();
                logOnce("an AudioSocket connection is refused, since " + settings.maxCalls() + " are open", null);
            }
        } catch (IOException e) { // Such as too many open files.
            acceptFailed = true;
            logOnce("an AudioSocket connection cannot be accepted", e);
        }
    }

    private void logOnce(String message, @Nullable Throwable cause) {
        if (!refusalLogged) {
            refusalLogged = true;
            BackgroundLog.write(() -> LOG.log(System.Logger.Level.WARNING, message + " (logged once)", cause));
        }
    }

    private void add(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, settings.sendBufferBytes());
            AudioSocketConnection connection = new AudioSocketConnection(
                    channel,
                    (InetSocketAddress) channel.getRemoteAddress(),
                    settings,
                    handler,
                    this,
                    new SerialExecutor(callbacks));
            channel.register(selector, SelectionKey.OP_READ, connection);
            connections.add(connection);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    int openConnections() {
        return connections.size();
    }

    @Override
    public long nanoTime() {
        return nanoClock.getAsLong();
    }

    @Override
    public void requestWrite(AudioSocketConnection connection) {
        SelectionKey key = connection.channel().keyFor(selector);
        if (key != null) {
            try {
                key.interestOpsOr(SelectionKey.OP_WRITE);
                selector.wakeup();
            } catch (CancelledKeyException alreadyClosed) {
                // There is nothing left to write.
            }
        }
    }

    @Override
    public void close(AudioSocketConnection connection) {
        closing.add(connection);
        selector.wakeup();
    }

    private void closeEnded() {
        AudioSocketConnection connection;
        while ((connection = closing.poll()) != null) {
            closeNow(connection);
        }
    }

    private void closeNow(AudioSocketConnection connection) {
        connections.remove(connection);
        try {
            connection.channel().close();
        } catch (IOException ignored) {
            // The connection is lost already.
        }
    }

    /** Hangs up all calls and ends the thread soon. */
    void close() {
        closed = true;
        selector.wakeup();
    }
}
