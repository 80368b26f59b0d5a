package dev.parlando.audio.telephony.carrier;

import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.websocket.WebSocketClient;
import dev.parlando.internal.websocket.WebSocketClientSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A WebSocket client for a carrier that waits for a connection per call, as Asterisk does for
 * {@code Dial(WebSocket/INCOMING)}. Its sessions are the same as those of a {@link CarrierServer}.
 * A call fails if its stream has not started within 10 s.
 *
 * <p>Threading: safe for use from any thread. It blocks only while it closes.
 */
public final class CarrierClient implements AutoCloseable {
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final CallbackExecutor callbacks = new CallbackExecutor(null);
    private final Set<CallConnection> connections = ConcurrentHashMap.newKeySet();
    private final Supplier<? extends CarrierCodec> codecs;
    private final CarrierListener listener;
    private final EventLoops loops;
    private final WebSocketClient client;

    /**
     * Creates a client without a connection.
     *
     * @param server URL with the scheme {@code ws} or {@code wss}; its path is ignored
     * @param codecs creates the codec of each call
     * @param listener receives the events of all calls
     * @throws dev.parlando.error.InvalidRequestException if the URL is not one of a WebSocket server
     */
    public CarrierClient(URI server, Supplier<? extends CarrierCodec> codecs, CarrierListener listener) {
        this.codecs = Objects.requireNonNull(codecs, "codecs");
        this.listener = Objects.requireNonNull(listener, "listener");
        WebSocketClientSettings settings = WebSocketClientSettings.of(Objects.requireNonNull(server, "server"));
        this.loops = new EventLoops("parlando-phone", 1);
        try {
            this.client = new WebSocketClient(loops, settings);
        } catch (RuntimeException invalid) {
            loops.close();
            throw invalid;
        }
    }

    /**
     * Opens the connection of a call.
     *
     * @param target path and query, such as {@code /media/} with the connection id
     * @return the session; it fails with a {@link dev.parlando.error.RequestRejectedException} if the server refuses, and
     *     otherwise with a {@link dev.parlando.error.TransportException}
     */
    public CompletionStage<CarrierSession> connect(String target) {
        Objects.requireNonNull(target, "target");
        CarrierCodec codec = codecs.get();
        CallConnection connection = new CallConnection(codec, listener, callbacks, START_LIMIT);
        connections.removeIf(CallConnection::isClosed);
        return callbacks.stage(client.connect(target, Map.of(), codec.subprotocol(), connection)
                .thenApply(opened -> {
                    connections.add(connection);
                    return connection.session();
                }));
    }

    /** Closes all calls, and waits for their last events. */
    @Override
    public void close() {
        connections.forEach(connection -> connection.session().close());
        long deadlineNanos = System.nanoTime() + CLOSE_NANOS;
        connections.forEach(connection -> connection.awaitClosed(deadlineNanos - System.nanoTime()));
        loops.close();
        client.close();
        callbacks.close();
    }
}
