package dev.parlando.audio.telephony.carrier;

import dev.parlando.internal.event.BackgroundLog;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.websocket.WebSocketRequest;
import dev.parlando.internal.websocket.WebSocketServer;
import dev.parlando.internal.websocket.WebSocketServerSettings;
import dev.parlando.internal.websocket.WebSocketSettings;
import dev.parlando.internal.websocket.WebSocketUpgrade;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A WebSocket server for the calls of one carrier. Each connection is a call, whose events go to the
 * {@link CarrierListener}.
 *
 * <p>A peer that sends nothing, reads too slowly, or sends malformed messages ends its own call only. A message may have
 * 64 KiB, and an upgrade may take 10 s.
 *
 * <p>Threading: safe for use from any thread. It blocks only while it starts and closes.
 */
public final class CarrierServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CarrierServer.class.getName());
    private static final int FORBIDDEN = 403;

    private final EventLoops loops;
    private final CallbackExecutor callbacks;
    private final Supplier<? extends CarrierCodec> codecs;
    private final CarrierListener listener;
    private final Predicate<CarrierRequest> access;
    private final Duration startLimit;
    private final WebSocketServer server;

    CarrierServer(CarrierServerBuilder options) {
        codecs = options.codecs();
        listener = options.listener();
        access = options.access();
        startLimit = options.startLimit();
        callbacks = new CallbackExecutor(options.callbackExecutor());
        loops = new EventLoops("parlando-phone", options.eventLoops());
        WebSocketSettings limits = WebSocketSettings.DEFAULT.withSilence(options.silenceLimit(), null);
        try {
            server = WebSocketServer.start(
                    loops,
                    new WebSocketServerSettings(
                            options.host(), options.port(), options.tls(), options.maxCalls(), limits),
                    this::decide);
        } catch (RuntimeException cannotListen) {
            loops.close();
            throw cannotListen;
        }
    }

    /**
     * Returns a builder of servers.
     *
     * @param codecs creates the codec of each call, such as {@code TwilioCodec::new}
     * @param listener receives the events of all calls
     */
    public static CarrierServerBuilder builder(Supplier<? extends CarrierCodec> codecs, CarrierListener listener) {
        return new CarrierServerBuilder(codecs, listener);
    }

    private CompletionStage<WebSocketUpgrade> decide(WebSocketRequest request) {
        return CompletableFuture.supplyAsync(() -> accept(new CarrierRequest(request)), callbacks)
                .exceptionally(failure -> {
                    BackgroundLog.write(
                            () -> LOG.log(System.Logger.Level.WARNING, "the access check of a call failed", failure));
                    return refusal();
                });
    }

    private WebSocketUpgrade accept(CarrierRequest request) {
        if (!access.test(request)) {
            return refusal();
        }
        CarrierCodec codec = codecs.get();
        return WebSocketUpgrade.accept(
                new CallConnection(codec, listener, callbacks, startLimit), request.offered(codec.subprotocol()));
    }

    private static WebSocketUpgrade refusal() {
        return WebSocketUpgrade.refuse(FORBIDDEN, "forbidden");
    }

    /** Returns the address on which the server listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Returns the number of open connections. */
    public int connectionCount() {
        return server.connectionCount();
    }

    /** Closes all calls with code 1001, and waits for their last events. */
    @Override
    public void close() {
        server.close();
        loops.close();
        callbacks.close();
    }
}
