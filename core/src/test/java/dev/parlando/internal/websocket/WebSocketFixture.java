package dev.parlando.internal.websocket;

import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.websocket.WebSocketServerSettings.Identity;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server whose connections are echoed, with its loops. The path {@code /refused} is refused. */
final class WebSocketFixture implements AutoCloseable {
    static final WebSocketSettings QUICK = WebSocketSettings.DEFAULT
            .withBytes(1000, 64 * 1024, 1024 * 1024)
            .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200));

    final EventLoops loops = new EventLoops("parlando-ws-test", 1);
    private final BlockingQueue<RecordingListener> listeners = new LinkedBlockingQueue<>();
    private final WebSocketServer server;

    WebSocketFixture(WebSocketSettings settings) {
        this(settings, null, 100);
    }

    WebSocketFixture(WebSocketSettings settings, @Nullable Identity tls, int maxConnections) {
        WebSocketServerSettings all = new WebSocketServerSettings("127.0.0.1", 0, tls, maxConnections, settings);
        try {
            server = WebSocketServer.start(loops, all, this::decide);
        } catch (RuntimeException unusable) {
            loops.close();
            throw unusable;
        }
    }

    private CompletionStage<WebSocketUpgrade> decide(WebSocketRequest request) {
        if (request.path().equals("/refused")) {
            return CompletableFuture.completedFuture(WebSocketUpgrade.refuse(403, "forbidden"));
        }
        if (request.path().equals("/failed")) {
            return CompletableFuture.failedFuture(new IllegalStateException("expected"));
        }
        if (request.path().equals("/never")) {
            return new CompletableFuture<>();
        }
        RecordingListener listener = RecordingListener.echo();
        listeners.add(listener);
        return CompletableFuture.completedFuture(
                WebSocketUpgrade.accept(listener, request.offersSubprotocol("media") ? "media" : null));
    }

    WebSocketServer server() {
        return server;
    }

    InetSocketAddress address() {
        return server.address();
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://localhost:" + address().getPort());
    }

    /** Returns the server's listener of the next connection. */
    RecordingListener listener() throws InterruptedException {
        RecordingListener listener = listeners.poll(5, TimeUnit.SECONDS);
        if (listener == null) {
            throw new AssertionError("no connection");
        }
        return listener;
    }

    /** Forgets the connections until now. */
    void forgetListeners() {
        listeners.clear();
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }
}
