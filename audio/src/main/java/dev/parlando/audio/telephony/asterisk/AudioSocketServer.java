package dev.parlando.audio.telephony.asterisk;

import dev.parlando.internal.event.EnginePool;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.Uninterruptibly;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A TCP server to which Asterisk connects for each call that the dialplan passes to {@code AudioSocket()}. The description of
 * the package shows how.
 *
 * <p>The protocol has neither authentication nor encryption, so the address should not be reachable from outside. The UUID
 * is the only link to the call.
 *
 * <p>Threading: all methods are safe for use from any thread. One daemon thread {@code parlando-audiosocket} serves all
 * connections. Handlers and listeners run on threads {@code parlando-callback}.
 */
public final class AudioSocketServer implements AutoCloseable {
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final InetSocketAddress address;
    private final EnginePool callbacks = new EnginePool("parlando-callback");
    private final AudioSocketLoop loop;
    private final Thread thread;

    AudioSocketServer(
            ServerSocketChannel server,
            Selector selector,
            AudioSocketSettings settings,
            AudioSocketHandler handler,
            LongSupplier nanoClock)
            throws IOException {
        address = (InetSocketAddress) server.getLocalAddress();
        loop = new AudioSocketLoop(server, selector, settings, handler, callbacks, nanoClock);
        thread = EngineThread.createShared("parlando-audiosocket", loop);
        thread.start();
    }

    /**
     * Returns a builder for a server.
     *
     * @param address the local address to listen on; port 0 for any free one
     * @param handler accepts the calls
     */
    public static AudioSocketServerBuilder builder(InetSocketAddress address, AudioSocketHandler handler) {
        return new AudioSocketServerBuilder(address, handler);
    }

    /** Returns the address to which Asterisk connects. */
    public InetSocketAddress address() {
        return address;
    }

    /** Returns the number of open connections. */
    public int openConnections() {
        return loop.openConnections();
    }

    /**
     * Hangs up all calls, closes the port and ends the threads. Waits at most two seconds each for the thread of the server
     * and for listeners. Repeated calls have no effect.
     */
    @Override
    public void close() {
        loop.close();
        Uninterruptibly.join(thread, CLOSE_NANOS);
        callbacks.close();
    }
}
