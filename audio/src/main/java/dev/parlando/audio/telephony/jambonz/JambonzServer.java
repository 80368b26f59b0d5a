package dev.parlando.audio.telephony.jambonz;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.websocket.WebSocketRequest;
import dev.parlando.internal.websocket.WebSocketServer;
import dev.parlando.internal.websocket.WebSocketServerSettings;
import dev.parlando.internal.websocket.WebSocketSettings;
import dev.parlando.internal.websocket.WebSocketUpgrade;
import dev.parlando.speech.SpeechSource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A server for the two interfaces of jambonz to custom speech vendors. Over a WebSocket, text arrives in pieces and
 * linear samples return. One HTTP POST with a whole text gets an MP3 file. Both use the same port, with any path.
 *
 * <p>A connection that fails ends alone. A request for speech that fails is reported to jambonz, and the connection stays.
 *
 * <p>Threading: safe for use from any thread. It blocks only while it starts and closes.
 */
public final class JambonzServer implements AutoCloseable {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final Duration PING = Duration.ofSeconds(30);

    private final SpeechSource engine;
    private final JambonzOptions options;
    private final CallbackExecutor callbacks = new CallbackExecutor(null);
    private final EventLoops loops = new EventLoops("parlando-jambonz", 1);
    private final SpeechFileResponder files;
    private final WebSocketServer server;

    JambonzServer(SpeechSource engine, JambonzOptions options) {
        this.engine = engine;
        this.options = options;
        files = new SpeechFileResponder(engine, options, callbacks);
        WebSocketSettings limits = WebSocketSettings.DEFAULT.withSilence(SILENCE, PING);
        try {
            server = WebSocketServer.start(
                    loops,
                    new WebSocketServerSettings(
                            options.host(), options.port(), options.tls(), options.maxConnections(), limits),
                    this::decide,
                    files::respond);
        } catch (RuntimeException cannotListen) {
            loops.close();
            throw cannotListen;
        }
    }

    /**
     * Returns a builder for a server.
     *
     * @param engine the source of the speech
     * @param apiKey the API key of the speech vendor, as set in jambonz; requests without it get status 401
     */
    public static JambonzServerBuilder builder(SpeechSource engine, String apiKey) {
        return new JambonzServerBuilder(engine, Objects.requireNonNull(apiKey, "apiKey"));
    }

    /** Returns a builder for a server that accepts any request, for loopback and private networks. */
    public static JambonzServerBuilder builder(SpeechSource engine) {
        return new JambonzServerBuilder(engine, null);
    }

    private CompletionStage<WebSocketUpgrade> decide(WebSocketRequest request) {
        if (!options.isAuthorized(request.header("authorization"))) {
            return CompletableFuture.completedFuture(WebSocketUpgrade.refuse(UNAUTHORIZED, "unauthorized"));
        }
        return CompletableFuture.completedFuture(open(QueryText.of(request.target())));
    }

    private WebSocketUpgrade open(QueryText query) {
        try {
            return WebSocketUpgrade.accept(new JambonzConnection(engine, options.template(query), callbacks), null);
        } catch (InvalidRequestException invalid) {
            return WebSocketUpgrade.refuse(BAD_REQUEST, String.valueOf(invalid.getMessage()));
        }
    }

    /** Returns the address on which the server listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Returns the number of open connections. */
    public int connectionCount() {
        return server.connectionCount();
    }

    /** Closes all connections with code 1001, and cancels their speech. Repeated calls have no effect. */
    @Override
    public void close() {
        server.close();
        loops.close();
        callbacks.close();
    }
}
